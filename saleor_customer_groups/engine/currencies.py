"""Currencies: the closed list of codes that an amount may be in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_WITHOUT_DECIMALS: Final = """
BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF
"""
_WITH_TWO: Final = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD
CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP
GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD
LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB
PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC
SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW
ZWG
"""
_WITH_THREE: Final = "BHD IQD JOD KWD LYD OMR TND"

#: Out of use since 2021, kept because the orders of an old shop are still in them.
_WITHDRAWN: Final = "ANG CUC HRK SLL ZWL"

#: ISO 4217 code to its number of decimal places. Metals, funds and test codes are
#: left out: no order is paid in them.
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
