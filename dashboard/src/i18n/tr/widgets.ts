export const widgets = {
  customer: {
    add: "Elle oluşturulan bir gruba ekle",
    choose: "Elle oluşturulan grup",
    near: "Yakın olduğu gruplar",
    unknown: "Gruplar bu müşteriyi tanımıyor: hesap etkin değil ya da yeni.",
  },
  home: {
    frozen_one: "{{names}} donmuş: kuralı artık var olmayan bir şeyi anıyor.",
    frozen_other: "{{names}} donmuş: kuralları artık var olmayan bir şeyi anıyor.",
    failed_one: "{{count}} değişiklik işlenemedi; yeniden denenecek.",
    failed_other: "{{count}} değişiklik işlenemedi; yeniden denenecek.",
    missing: "Henüz hiçbir herkese açık grup şunlar için onay toplamıyor: {{names}}.",
  },
  popup: {
    nobody: "Önce listeden müşteri seçin.",
    newTitle_one: "{{number}} müşteriyle yeni grup",
    newTitle_other: "{{number}} müşteriyle yeni grup",
  },
} as const;
