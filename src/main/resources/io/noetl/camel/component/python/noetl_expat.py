"""The module pyexpat on GraalPy, which has it as native code only: Java reads the document.

A document is read when all of it is there: its handlers are called at the last Parse, not before.
"""
import marshal
import re
import sys
import types
from importlib.machinery import ModuleSpec

import noetl_graalpy

EXPAT_VERSION = "expat_2.6.0"
version_info = (2, 6, 0)
native_encoding = "UTF-8"
features = []
XML_PARAM_ENTITY_PARSING_NEVER, XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE, XML_PARAM_ENTITY_PARSING_ALWAYS = 0, 1, 2

_MESSAGES = {
    "XML_ERROR_SYNTAX": (2, "syntax error"),
    "XML_ERROR_NO_ELEMENTS": (3, "no element found"),
    "XML_ERROR_INVALID_TOKEN": (4, "not well-formed (invalid token)"),
    "XML_ERROR_UNCLOSED_TOKEN": (5, "unclosed token"),
    "XML_ERROR_TAG_MISMATCH": (7, "mismatched tag"),
    "XML_ERROR_DUPLICATE_ATTRIBUTE": (8, "duplicate attribute"),
    "XML_ERROR_JUNK_AFTER_DOC_ELEMENT": (9, "junk after document element"),
    "XML_ERROR_UNDEFINED_ENTITY": (11, "undefined entity"),
    "XML_ERROR_UNKNOWN_ENCODING": (18, "unknown encoding"),
    "XML_ERROR_UNBOUND_PREFIX": (27, "unbound prefix"),
    "XML_ERROR_FINISHED": (36, "parsing finished"),
    "XML_ERROR_AMPLIFICATION_LIMIT_BREACH": (43, "limit on input amplification factor (from DTD and entities) breached"),
}
# what Java says of each
_SIGNS = (
    ("matching end-tag", "XML_ERROR_TAG_MISMATCH"),
    ("end with a '>' delimiter", "XML_ERROR_TAG_MISMATCH"),
    ("start and end within the same entity", "XML_ERROR_NO_ELEMENTS"),
    ("Premature end of file", "XML_ERROR_NO_ELEMENTS"),
    ("following the root element", "XML_ERROR_JUNK_AFTER_DOC_ELEMENT"),
    ("not allowed in trailing section", "XML_ERROR_JUNK_AFTER_DOC_ELEMENT"),
    ("was referenced, but not declared", "XML_ERROR_UNDEFINED_ENTITY"),
    ("was already specified", "XML_ERROR_DUPLICATE_ATTRIBUTE"),
    ("is not bound", "XML_ERROR_UNBOUND_PREFIX"),
    ("JAXP0001000", "XML_ERROR_AMPLIFICATION_LIMIT_BREACH"),
    ("not supported", "XML_ERROR_UNKNOWN_ENCODING"),
)

errors = types.ModuleType("pyexpat.errors", "Constants used to describe error conditions.")
errors.codes = {text: code for code, text in _MESSAGES.values()}
errors.messages = {code: text for code, text in _MESSAGES.values()}
for _name, (_code, _text) in _MESSAGES.items():
    setattr(errors, _name, _text)
model = types.ModuleType("pyexpat.model", "Constants used to interpret content model information.")
for _code, _name in enumerate(("EMPTY", "ANY", "MIXED", "NAME", "CHOICE", "SEQ"), 1):
    setattr(model, "XML_CTYPE_" + _name, _code)
for _code, _name in enumerate(("NONE", "OPT", "REP", "PLUS")):
    setattr(model, "XML_CQUANT_" + _name, _code)
for _module in errors, model:
    _module.__spec__ = ModuleSpec(_module.__name__, None)
    sys.modules[_module.__name__] = _module


_DECLARED = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']""")


class ExpatError(Exception):
    """A document that can't be read; code, lineno and offset say why and where."""


ExpatError.__module__ = "xml.parsers.expat"
error = ExpatError


def ErrorString(code):
    return errors.messages.get(code)


def _problem(name, line, column):
    code, text = _MESSAGES[name]
    made = ExpatError(f"{text}: line {line}, column {column}")
    made.code, made.lineno, made.offset = code, line, column
    return made


class XMLParserType:
    """A parser of one document."""

    def __init__(self, encoding=None, namespace_separator=None, intern=None):
        if namespace_separator is not None and len(namespace_separator) > 1:
            raise ValueError("namespace_separator must be at most one character, omitted, or None")
        self._encoding, self._separator = encoding, namespace_separator
        self._data, self._finished, self._base = bytearray(), False, None
        self.intern = {} if intern is None else intern
        self.buffer_text = self.ordered_attributes = self.specified_attributes = self.namespace_prefixes = False
        self.buffer_size, self.buffer_used = 8192, 0
        self.ErrorCode = self.ErrorByteIndex = self.CurrentByteIndex = 0
        self.ErrorLineNumber = self.CurrentLineNumber = 1
        self.ErrorColumnNumber = self.CurrentColumnNumber = 0

    def __getattr__(self, name):
        if name.endswith(("Handler", "HandlerExpand")):
            return None
        raise AttributeError(name)

    def Parse(self, data, isfinal=False):
        if self._finished:
            raise self._failed("XML_ERROR_FINISHED", self.CurrentLineNumber, self.CurrentColumnNumber)
        if isinstance(data, str):
            self._encoding = "UTF-8"
            data = data.encode("utf-8", "surrogatepass")
        self._data += data
        if isfinal:
            self._finished = True
            self._run()
        return 1

    def ParseFile(self, file):
        return self.Parse(file.read(), True)

    def _run(self):
        self._recode()
        reply = noetl_graalpy.xml().parse(
            bytes(self._data).decode("latin-1"), self._encoding, self._separator is not None
        )
        self._data.clear()
        events, problem, line, column = marshal.loads(reply.encode("latin-1"))
        for handler, self.CurrentLineNumber, self.CurrentColumnNumber, *given in events:
            call = getattr(self, handler + "Handler", None)
            if call is not None:
                self._hand_over(handler, call, given)
            elif handler == "SkippedEntity":
                self._unknown(f"&{given[0]};")
        self.CurrentLineNumber, self.CurrentColumnNumber = line, column
        if problem is not None:
            name = next((name for sign, name in _SIGNS if sign in problem), "XML_ERROR_INVALID_TOKEN")
            raise self._failed(name, line, column)

    def _recode(self):
        """Python knows more names of encodings than Java."""
        declared = _DECLARED.match(self._data)
        name = self._encoding or (declared and declared.group(1).decode())
        if name and name.lower() not in ("utf-8", "utf8", "us-ascii", "utf-16"):
            try:
                text = self._data.decode(name)
            except (LookupError, UnicodeDecodeError):
                raise self._failed("XML_ERROR_UNKNOWN_ENCODING", 1, 30) from None
            self._data = bytearray(text.encode("utf-8", "surrogatepass"))
            self._encoding = "UTF-8"

    def _unknown(self, text):
        self.ErrorLineNumber, self.ErrorColumnNumber = self.CurrentLineNumber, self.CurrentColumnNumber
        call = self.DefaultHandlerExpand or self.DefaultHandler
        if call is not None:
            call(text)

    def _failed(self, name, line, column):
        problem = _problem(name, line, column)
        self.ErrorCode, self.ErrorLineNumber, self.ErrorColumnNumber = problem.code, line, column
        return problem

    def _hand_over(self, handler, call, given):
        if handler == "StartElement":
            parts = [self._name(part) if i % 2 == 0 else part for i, part in enumerate(given[1])]
            attributes = parts if self.ordered_attributes else dict(zip(parts[::2], parts[1::2]))
            call(self._name(given[0]), attributes)
        elif handler == "EndElement":
            call(self._name(given[0]))
        else:
            call(*given)

    def _name(self, name):
        if isinstance(name, list):
            uri, local, prefix = name
            name = uri + self._separator + local
            if prefix and self.namespace_prefixes:
                name += self._separator + prefix
        return self.intern.setdefault(name, name)

    def SetBase(self, base):
        self._base = base

    def GetBase(self):
        return self._base

    def GetInputContext(self):
        return None

    def SetParamEntityParsing(self, flag):
        return 1

    def UseForeignDTD(self, flag=True):
        pass

    def GetReparseDeferralEnabled(self):
        return False

    def SetReparseDeferralEnabled(self, enabled):
        pass

    def ExternalEntityParserCreate(self, context, encoding=None):
        raise _problem("XML_ERROR_SYNTAX", self.CurrentLineNumber, self.CurrentColumnNumber)


def ParserCreate(encoding=None, namespace_separator=None, intern=None):
    return XMLParserType(encoding, namespace_separator, intern)
