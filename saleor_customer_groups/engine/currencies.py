"""Currencies: the closed list of codes that an amount may be in.

Their decimals are those that Saleor rounds to, which are CLDR's: ISO 4217 gives a Serbian
dinar hundredths, and seven pieces at RSD 291.38 would be shown at 291 each and charged
at 2,040 together.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_WITHOUT_DECIMALS: Final = """
AFN ALL BIF CLP DJF GNF IQD IRR ISK JPY KMF KPW KRW LAK LBP MGA MMK PYG RSD RWF SLL SOS
SYP UGX VND VUV XAF XOF XPF YER
"""
_WITH_TWO: Final = """
AED AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ
GYD HKD HNL HTG HUF IDR ILS INR JMD KES KGS KHR KYD KZT LKR LRD LSL MAD MDL MKD MNT MOP
MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RUB
SAR SBD SCR SDG SEK SGD SHP SLE SRD SSP STN SVC SZL THB TJS TMT TOP TRY TTD TWD TZS UAH
USD UYU UZS VED VES WST XCD XCG ZAR ZMW ZWG
"""
_WITH_THREE: Final = "BHD JOD KWD LYD OMR TND"

#: Out of use since 2021, as SLL is, kept because the orders of an old shop are still in
#: them.
_WITHDRAWN: Final = "ANG CUC HRK ZWL"

#: ISO 4217 code to the number of decimals that are charged. Metals, funds and test codes
#: are left out: no order is paid in them.
CURRENCIES: Final[Mapping[str, int]] = MappingProxyType(
    {
        code: places
        for codes, places in (
            (_WITHOUT_DECIMALS, 0),
            (_WITH_TWO, 2),
            (_WITH_THREE, 3),
            (_WITHDRAWN, 2),
        )
        for code in codes.split()
    }
)
