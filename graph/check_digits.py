"""Check digits of external identifiers: whether the last signs are those that the others give. Nothing is fetched."""

from __future__ import annotations

__all__ = ["has_check_digit", "is_isbn", "is_ror", "isbn13"]


def has_check_digit(digits: str) -> bool:
    """Whether the last sign is the check digit of the others (ISO/IEC 7064, MOD 11-2), as in ORCID and ISNI.

    >>> has_check_digit("0000000218250097"), has_check_digit("0000000218250098")
    (True, False)
    """
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return digits[-1] == "0123456789X"[(12 - total % 11) % 11]


def is_ror(name: str) -> bool:
    """Whether the last two digits are those that the others give (ROR's own check, ISO/IEC 7064, MOD 97-10)."""
    number = 0
    for sign in name[1:-2]:
        number = number * 32 + "0123456789abcdefghjkmnpqrstvwxyz".index(sign)
    return 98 - (number * 100) % 97 == int(name[-2:])


def is_isbn(digits: str) -> bool:
    """Whether the last sign is the check digit of the others: ISO 2108, for the ten digits of old and the thirteen."""
    values = [10 if digit in "Xx" else int(digit) for digit in digits]
    if len(digits) == 10:
        return sum(value * weight for value, weight in zip(values, range(10, 0, -1), strict=True)) % 11 == 0
    return "X" not in digits.upper() and (sum(values[::2]) + 3 * sum(values[1::2])) % 10 == 0


def isbn13(digits: str) -> str:
    """The thirteen digits of a book (ISO 2108) from those, or from the ten of old.

    >>> isbn13("080442957X"), isbn13("9782070368228")
    ('9780804429573', '9782070368228')
    """
    if len(digits) != 10:
        return digits
    begun = f"978{digits[:9]}"
    return begun + str(-sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(begun)) % 10)
