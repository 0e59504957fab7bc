/** By the names of facts; what the shop itself adds, such as attributes, is named by it. */
export const facts = {
  lifetime_value: {
    label: "Yaşam boyu değer",
    help: "Sayılan siparişlerde ödenenden iade edilenin çıkarılmışı; hiçbir zaman 0’ın altında değil. Vergi ve kargo dahil.",
  },
  average_order_value: {
    label: "Ortalama sipariş tutarı",
    help: "Yaşam boyu değerin, o para birimindeki sayılan sipariş sayısına bölümü; sipariş yoksa bilinmez.",
  },
  order_count: { label: "Sipariş sayısı", help: "Sayılan siparişlerin sayısı." },
  units_bought: { label: "Alınan parça", help: "Sayılan siparişlerde alınan parça sayısı." },
  average_units_per_order: {
    label: "Sipariş başına ortalama parça",
    help: "Alınan parçanın sayılan sipariş sayısına bölümü; sipariş yoksa bilinmez.",
  },
  largest_order_units: {
    label: "En büyük siparişteki parça",
    help: "Sayılan en büyük siparişteki parça sayısı; sipariş yoksa bilinmez.",
  },
  refunded_value: {
    label: "İade edilen tutar",
    help: "Herhangi bir siparişte geri verilen para, iade tarihine göre.",
  },
  first_order_at: {
    label: "İlk sipariş",
    help: "Sayılan ilk siparişin verildiği zaman; sipariş yoksa bilinmez.",
  },
  last_order_at: {
    label: "Son sipariş",
    help: "Sayılan son siparişin verildiği zaman; sipariş yoksa bilinmez.",
  },
  joined_at: { label: "Kayıt", help: "Hesabın açıldığı zaman." },
  birthdate: {
    label: "Doğum tarihi",
    help: "Bütün bir gün; 29 Şubat diğer yıllarda 28 Şubat sayılır.",
  },
  age: { label: "Yaş", help: "Doğum tarihinden beri geçen tam yıllar, mağazanın saat diliminde." },
  gender: { label: "Cinsiyet", help: "Müşterinin yazdığı gibi." },
  state: {
    label: "Eyalet ya da bölge",
    help: "Varsayılan fatura adresinin, yoksa teslimat adresinin.",
  },
  country: {
    label: "Ülke",
    help: "Varsayılan fatura adresinin, yoksa teslimat adresinin iki harfli kodu.",
  },
  city: { label: "Şehir", help: "Varsayılan fatura adresinin, yoksa teslimat adresinin." },
  postal_code: {
    label: "Posta kodu",
    help: "Varsayılan fatura adresinin, yoksa teslimat adresinin.",
  },
  language: { label: "Dil", help: "Hesabın dil kodu." },
  email_domain: {
    label: "E-posta alan adı",
    help: "@ işaretinden sonrası; adres onaylanana kadar bilinmez.",
  },
  is_registered: { label: "Kayıtlı", help: "Müşterinin bir hesabı olup olmadığı." },
  is_staff: { label: "Çalışan", help: "Hesabın bir çalışana ait olup olmadığı." },
  customer_type: {
    label: "Müşteri türü",
    help: "Mağaza müşteri türleri kullanıyorsa türün kısa adı.",
  },
  email_marketing: {
    label: "E-posta ile pazarlama",
    help: "Müşterinin e-posta ile pazarlamaya onay verip vermediği.",
  },
  sms_marketing: {
    label: "SMS ile pazarlama",
    help: "Müşterinin SMS ile pazarlamaya onay verip vermediği.",
  },
  phone_marketing: {
    label: "Telefonla pazarlama",
    help: "Müşterinin telefonla pazarlamaya onay verip vermediği.",
  },
  post_marketing: {
    label: "Postayla pazarlama",
    help: "Müşterinin postayla pazarlamaya onay verip vermediği.",
  },
  rank: {
    label: "Puan",
    help: "0’dan 100’e: yakınlık, sıklık ve harcama yüzdeliklerinin, siparişi olan müşteriler arasındaki ortalaması. Mağazanın gece yarısında alınır.",
  },
  channels: { label: "Kanallar", help: "Müşterinin sayılan siparişi olan kanallar." },
  voucher_codes_used: {
    label: "Kullanılan kupon kodları",
    help: "Müşterinin sayılan siparişlerindeki kupon kodları.",
  },
  open_checkout_at: {
    label: "Açık alışveriş",
    help: "Müşterinin tamamlanmamış en son alışverişinin son değiştiği zaman.",
  },
  open_checkout_value: {
    label: "Açık alışverişin tutarı",
    help: "Müşterinin tamamlanmamış en son alışverişinin toplamı; kendi para birimi dışında bilinmez.",
  },
  purchased: {
    label: "Satın alınan",
    help: "Sayılan siparişlerde, anılan şeyden kaç parça alındığı.",
  },
  viewed: { label: "Görüntülenen", help: "Anılan şeyin kaç kez görüntülendiği." },
  searched: { label: "Aranan", help: "Sözcüğün kaç kez arandığı." },
  added_to_cart: { label: "Sepete eklenen", help: "Anılan şeyin kaç kez sepete konduğu." },
  added_to_wishlist: {
    label: "İstek listesine eklenen",
    help: "Anılan şeyin kaç kez istek listesine konduğu.",
  },
} as const;
