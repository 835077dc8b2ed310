"""On GraalPy: the functions of unicodedata that it has as native code only."""
import unicodedata

_MISSING = object()


def install(java):
    """Puts them into the module; java knows the characters."""

    def one(function, text):
        if not isinstance(text, str):
            raise TypeError(f"{function}() argument must be a unicode character, not {type(text).__name__}")
        if len(text) != 1:
            raise TypeError(f"{function}(): argument must be a unicode character, not a string of length {len(text)}")
        return ord(text)

    def lookup(name):
        point = java.named(str(name))
        if point < 0:
            raise KeyError(f"undefined character name '{name}'")
        return chr(point)

    def combining(chr):
        return java.combining(one("combining", chr))

    def east_asian_width(chr):
        return java.eastAsianWidth(one("east_asian_width", chr))

    def mirrored(chr):
        return int(java.mirrored(one("mirrored", chr)))

    def decomposition(chr):
        return java.decomposition(one("decomposition", chr))

    def number(function, most, message, convert):
        def value(chr, default=_MISSING, /):
            point = one(function, chr)
            if 1 <= java.numericType(point) <= most:
                return convert(java.numericValue(point))
            if default is _MISSING:
                raise ValueError(message)
            return default

        value.__name__ = value.__qualname__ = function
        return value

    given = {
        "lookup": lookup,
        "combining": combining,
        "east_asian_width": east_asian_width,
        "mirrored": mirrored,
        "decomposition": decomposition,
        "decimal": number("decimal", 1, "not a decimal", int),
        "digit": number("digit", 2, "not a digit", int),
        "numeric": number("numeric", 3, "not a numeric character", float),
    }
    present = vars(unicodedata)
    for name, function in given.items():
        if name in ("lookup", "combining", "east_asian_width") or name not in present:
            setattr(unicodedata, name, function)

    class Old:
        """The database of Unicode 3.2: what came later has no character in it."""

        unidata_version = "3.2.0"

        def __getattr__(self, name):
            return getattr(unicodedata, name)

        def category(self, chr):
            return unicodedata.category(chr) if java.isOld(one("category", chr)) else "Cn"

    unicodedata.ucd_3_2_0 = Old()
