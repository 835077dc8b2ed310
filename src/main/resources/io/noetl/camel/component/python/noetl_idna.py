"""The codec idna, in place of the library's: that one needs a part of unicodedata which GraalPy has as native code only."""
import codecs
import unicodedata


def _to_ascii(label):
    if label.isascii():
        return label
    return "xn--" + unicodedata.normalize("NFKC", label.lower()).encode("punycode").decode("ascii")


def _to_unicode(label):
    return label[4:].encode("ascii").decode("punycode") if label.lower().startswith("xn--") else label


def _labels(text):
    return text.replace("\u3002", ".").replace("\uff0e", ".").replace("\uff61", ".").split(".")


def encode(text, errors="strict"):
    labels = [_to_ascii(label) for label in _labels(text)]
    for index, label in enumerate(labels):
        if len(label) > 63 or (not label and index < len(labels) - 1):
            raise UnicodeError(f"label {label!r} is empty or too long (expected: 1 to 63 characters)")
    return ".".join(labels).encode("ascii"), len(text)


def decode(data, errors="strict"):
    text = bytes(data).decode("ascii")
    return ".".join(_to_unicode(label) for label in text.split(".")), len(data)


class Codec(codecs.Codec):
    def encode(self, text, errors="strict"):
        return encode(text, errors)

    def decode(self, data, errors="strict"):
        return decode(data, errors)


def getregentry():
    codec = Codec()
    return codecs.CodecInfo(name="idna", encode=codec.encode, decode=codec.decode)
