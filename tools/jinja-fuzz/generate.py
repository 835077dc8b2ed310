"""Random templates and contexts, by a grammar of Jinja2 that knows what types go together.

Everything is decided by one random generator, so that a seed gives the same rows again.
"""

TEXTS = [
    "", " ", "a", "abc", "Hello World", "hello world foo", "HELLO", "42", "-7", "3.7", "007", "1e3", "0x1f", "true",
    "it's", 'say "hi"', "both ' and \"", "<b>bold & x</b>", "a,b,c", "a b  c", " padded ", "line1\nline2", "line1\n\n  line3\n",
    "tab\there", "x-y_z", "http://example.com/a?b=c&d=e", "see www.example.com, or mail me@example.org.", "2024-05-06T07:08:09Z",
    "naïve ☃", "ß straße", "😀 smile", "ÀÉÎ", "\u00a0nbsp", "back\\slash", "100%", "%s-%s", "%d", "{}", "{0} {1}", "{a}", "key", "name",
    "foo bar baz qux quux corge grault garply waldo fred plugh xyzzy thud", "supercalifragilisticexpialidocious-and-hyphenated words",
    "Null", "None", "CSV;data;here", "/path/to/file.txt", "user@host", "&lt;tag&gt; &amp; &copy; &#39;", "ǆ ŉ", "\x00\x1f", "Ⅷ²½",
    "The quick (brown) fox's [jump] {over} the-lazy dog", "yes", "no", "0", "1", "inf", "nan", "1_000", " 12 ", "1.5.2", "a\u2028b", "éa",
]
INTS = [0, 1, 2, 3, 5, 7, 10, -1, -2, -7, 42, 100, 255, 256, 257, 1000, 65536, 1234567, 10**12, 2**53, 2**63 - 1, 2**63, -(2**63), 10**20, 12345678901234567890]
FLOATS = [0.0, 1.0, 0.5, 2.5, -1.5, 3.14159, 2.675, 1e16, 1e-7, 1e22, 1.5e300, -0.0, 123456789.123456789, 0.1, 1e15, 99999.5, 5e-324, 1e100, 0.30000000000000004]

STRING_FILTERS = [
    "upper", "lower", "capitalize", "title", "trim", "trim('a')", "trim(chars=' d')", "length", "reverse", "list", "first", "last", "string",
    "replace('a', 'b')", "replace('l', 'L', 1)", "replace('', '-')", "wordcount", "center(12)", "center(width=20)", "indent", "indent(2)",
    "indent(2, true)", "indent('> ', first=true, blank=true)", "indent(width=3, blank=true)", "truncate(8)", "truncate(5, true)", "truncate(10, false, '…')",
    "truncate(9, leeway=0)", "truncate(length=6, killwords=true, end='', leeway=0)", "wordwrap(10)", "wordwrap(7, false)", "wordwrap(12, true, '|')",
    "wordwrap(width=9, break_on_hyphens=false)", "escape", "e", "forceescape", "safe", "striptags", "urlencode", "urlize", "urlize(10)", "urlize(nofollow=true)",
    "urlize(target='_blank')", "urlize(rel='x y', trim_url_limit=12)", "b64encode", "int", "int(5)", "int(0, 16)", "int(default=-1, base=8)", "float", "float(1.5)", "default('x')",
    "default('x', true)", "d('y')", "format('q')", "format(1, 2)", "tojson", "pprint", "abs", "round", "filesizeformat", "unique | list", "unique | join",
    "sort | join(',')", "map('upper') | join", "select('in', 'aeiou') | list", "batch(3) | list", "slice(2) | list", "min", "max", "count", "join('-')",
    "upper | lower | title", "safe | replace('a', '<')", "e | e", "safe | upper", "escape | length", "attr('upper')", "xmlattr", "items | list", "dictsort", "sum",
]
NUMBER_FILTERS = [
    "abs", "int", "float", "round", "round(1)", "round(2, 'floor')", "round(1, 'ceil')", "round(-1)", "round(precision=3)", "round(2, method='common')", "string", "filesizeformat",
    "filesizeformat(true)", "default(5)", "default(5, true)", "tojson", "pprint", "e", "b64encode", "length", "upper", "center(8)", "urlencode", "title", "list",
    "format(1)", "int(base=2)", "round(0, 'foo')", "trim", "replace('1', 'x')", "round | int", "first", "join", "sort", "round(400)", "round('a')", "round(none)", "wordcount", "int | string | length",
]
LIST_FILTERS = [
    "length", "count", "first", "last", "list", "reverse | list", "join", "join(', ')", "join(d='|')", "sort", "sort(reverse=true)", "sort(case_sensitive=true)", "sort(true, true)", "unique | list",
    "unique(true) | list", "min", "max", "min(case_sensitive=true)", "sum", "sum(start=10)", "batch(2) | list", "batch(3, 'x') | list", "slice(3) | list", "slice(2, 'f') | list", "map('string') | list",
    "map('int') | sum", "map('upper') | join(' ')", "map('default', 'z') | list", "map('length') | list", "map('abs') | list", "select | list", "reject | list", "select('string') | list", "select('number') | list", "reject('none') | list",
    "select('odd') | list", "select('gt', 2) | list", "select('in', [1, 2, 'a']) | list", "select('divisibleby', 3) | list", "reject('eq', 1) | list", "select('defined') | list", "map(attribute='name') | list", "map(attribute='age') | sum",
    "map(attribute='zz', default='-') | list", "map(attribute='name') | join(',')", "selectattr('ok') | list", "selectattr('age', 'gt', 26) | map(attribute='name') | list", "rejectattr('ok') | list", "selectattr('name', 'equalto', 'bob') | list",
    "selectattr('zz', 'defined') | list", "rejectattr('zz', 'undefined') | list", "groupby('ok')", "groupby('ok') | list", "groupby('name') | map('first') | list", "groupby('zz', default='none')", "groupby('city') | length", "groupby('city', case_sensitive=true)", "sort(attribute='name')",
    "sort(attribute='city,age')", "sort(attribute='age', reverse=true) | map(attribute='name') | list", "unique(attribute='city') | map(attribute='name') | list", "min(attribute='age')", "max(attribute='name')", "sum(attribute='age')", "tojson", "tojson(indent=2)", "tojson(2)", "pprint", "string", "e", "b64encode",
    "default([])", "upper", "random is callable", "urlencode", "map('upper')|first", "dictsort", "items | list", "xmlattr", "map(attribute=0) | list", "map(attribute='0') | list", "map('round', 1) | list", "map('tojson') | list", "map('e') | join", "join(attribute='name', d='; ')",
    "first | default('none')", "last | default('n')", "reverse | first", "last | length", "map('nofilter') | list", "select('notest') | list", "map() | list", "map(attribute='a', foo=1) | list", "batch(0) | list", "slice(0) | list", "slice(-1) | list", "batch('a') | list", "sort | first", "sort | map('string') | join('/')", "list | length", "map('replace', 'a', 'b') | list", "map('truncate', 5, true) | list",
    "reject('in', ['a']) | join", "groupby(0) | list", "groupby('name') | list | length", "attr('append') is callable", "list | tojson", "sum | string", "length | string | center(5)", "map('int', 7) | list", "map('float', default=1.5) | list",
]
DICT_FILTERS = [
    "length", "list", "items | list", "dictsort", "dictsort(true)", "dictsort(by='value')", "dictsort(false, 'value', true)", "dictsort(reverse=true)", "dictsort(by='zz')", "tojson", "tojson(indent=2)", "tojson(indent='--')", "pprint", "xmlattr", "xmlattr(false)", "urlencode",
    "string", "default({})", "first", "last", "join(',')", "map('upper') | list", "e", "b64encode", "count", "sort", "reverse | list", "max", "min", "unique | list", "select('eq', 'a') | list", "attr('keys')", "attr('a')", "items | map('last') | list", "length > 2", "sum", "map(attribute='x') | list", "batch(2) | list", "upper", "int", "float", "trim",
]
STRING_METHODS = [
    "upper()", "lower()", "title()", "capitalize()", "swapcase()", "casefold()", "strip()", "strip('a ')", "lstrip()", "rstrip('d')", "split()", "split(',')", "split(' ', 1)", "rsplit(' ', 1)", "split(sep=',', maxsplit=1)", "rsplit()", "split(none, 1)", "rsplit(none, 1)", "splitlines()", "splitlines(true)", "partition(' ')", "rpartition(' ')",
    "startswith('a')", "startswith(('a', 'h'))", "startswith('e', 1)", "endswith('d')", "endswith('l', 0, -1)", "find('o')", "rfind('o')", "find('l', 3)", "index('zz')", "rindex('o')", "count('l')", "count('')", "replace('l', 'L')", "replace('l', '', 1)", "zfill(8)", "center(15, '*')", "ljust(10)", "rjust(10, '.')", "isdigit()", "isalpha()", "isalnum()", "isspace()", "isupper()", "islower()", "istitle()",
    "isnumeric()", "isdecimal()", "isidentifier()", "isascii()", "isprintable()", "join(['x', 'y'])", "join('abc')", "join([1])", "join(5)", "format(1, 2)", "format(a=1)", "format('x')", "encode() is defined", "removeprefix('a')", "removesuffix('c')", "expandtabs(4)", "expandtabs()", "upper", "foo()", "upper(1)", "replace('a')", "split('')", "center('a')", "zfill('a')", "find(1)", "format_map({'a': 5})", "translate({97: 'X'})", "__len__()", "__class__", "__class__.__name__", "lower().upper()", "split(',')[0]", "split(' ') | last", "strip().split(' ') | length",
]
LIST_METHODS = ["index(1)", "index('zz')", "count(1)", "copy()", "append(1)", "pop()", "pop(0)", "pop(99)", "insert(0, 'x')", "extend([1, 2])", "remove(1)", "reverse()", "clear()", "sort()", "foo", "foo()", "append", "items()", "keys", "index(1, 1)", "sort(reverse=true)", "append(1, 2)"]
DICT_METHODS = ["keys() | list", "values() | list", "items() | list", "get('a')", "get('zz')", "get('zz', 'dflt')", "get(1)", "pop('a')", "pop('zz')", "pop('zz', 3)", "setdefault('q', 1)", "update({'n': 1})", "update(m=2)", "copy()", "keys()", "values()", "items()", "popitem()", "clear()", "get()", "get('a', 1, 2)", "fromkeys(['a'])", "items", "keys", "foo", "foo.bar", "items | length", "keys() | sort", "items() | sort | first", "values() | map('string') | join", "get('a').b", "get('e', {}).get('f')", "__class__"]
NUMBER_METHODS = ["bit_length()", "real", "imag", "is_integer()", "conjugate()", "as_integer_ratio()", "hex()", "numerator", "denominator", "foo", "upper()", "__class__", "foo.bar", "bit_count()"]
TESTS = [
    "defined", "undefined", "none", "not none", "not defined", "string", "number", "integer", "float", "boolean", "true", "false", "mapping", "sequence", "iterable", "callable", "odd", "even", "divisibleby 3", "divisibleby(2)", "lower", "upper", "eq 1", "equalto('a')", "ne none", "gt 2", "ge(3)", "lt 5", "le 5",
    "greaterthan 1", "lessthan(2)", "in [1, 2, 'a']", "in 'abc'", "not in [1]", "sameas none", "sameas(true)", "escaped", "filter", "test", "foo", "divisibleby 0", "in none", "in {'a': 1}", "eq", "sameas 1", "not string", "not odd", "eq 'a'", "== 1",
]
# every filter, test, method and global with the names of its parameters, for calls with arguments of any number and type
FILTER_PARAMETERS = {
    "abs": "x", "attr": "name", "batch": "linecount fill_with", "capitalize": "s", "center": "width", "count": "obj", "d": "default_value boolean", "default": "default_value boolean",
    "dictsort": "case_sensitive by reverse", "e": "s", "escape": "s", "filesizeformat": "binary", "first": "", "float": "default", "forceescape": "value", "format": "a b", "groupby": "attribute default case_sensitive",
    "indent": "width first blank", "int": "default base", "items": "", "join": "d attribute", "last": "", "length": "", "list": "", "lower": "", "map": "attribute default", "max": "case_sensitive attribute",
    "min": "case_sensitive attribute", "pprint": "", "reject": "", "rejectattr": "", "replace": "old new count", "reverse": "", "round": "precision method", "safe": "", "select": "", "selectattr": "", "slice": "slices fill_with",
    "sort": "reverse case_sensitive attribute", "string": "", "striptags": "", "sum": "attribute start", "title": "", "tojson": "indent", "trim": "chars", "truncate": "length killwords end leeway", "unique": "case_sensitive attribute",
    "upper": "", "urlencode": "", "urlize": "trim_url_limit nofollow target rel extra_schemes", "wordcount": "", "wordwrap": "width break_long_words wrapstring break_on_hyphens", "xmlattr": "autospace", "nofilter": "",
}
LAZY_FILTERS = {"batch", "items", "map", "reject", "rejectattr", "select", "selectattr", "slice", "unique"}
TEST_NAMES = "odd even divisibleby defined undefined filter test none boolean false true integer float lower upper string mapping number sequence iterable callable sameas escaped in eq equalto ne gt greaterthan ge lt lessthan le notest".split()
METHOD_NAMES = (
    "capitalize casefold center count endswith expandtabs find format index isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip partition removeprefix removesuffix"
    " replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title upper zfill translate append clear copy extend insert pop remove reverse sort get items keys popitem setdefault update values fromkeys"
    " bit_length is_integer conjugate as_integer_ratio hex isdisjoint striptags unescape"
).split()

BINARY = ["+", "-", "*", "/", "//", "%", "**", "~", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "and", "or"]
NAMES = ["s", "s2", "t", "n", "m", "neg", "f", "f2", "b", "nb", "none_v", "xs", "strs", "mix", "d", "d2", "rows", "empty_l", "empty_d", "missing", "deep", "html", "word", "tup"]


class Generator:
    def __init__(self, random):
        self.r = random
        self.depth = 0
        self.locals = []

    def pick(self, items):
        return items[self.r.randrange(len(items))]

    # contexts -----------------------------------------------------------------------------------------------------

    def value(self, depth=2):
        k = self.r.randrange(12 if depth else 9)
        if k < 3:
            return self.pick(TEXTS)
        if k < 5:
            return self.pick(INTS)
        if k < 6:
            return self.pick(FLOATS)
        if k < 7:
            return self.r.random() < 0.5
        if k < 8:
            return None
        if k < 9:
            return round(self.r.uniform(-1000, 1000), self.r.randrange(6))
        if k < 11:
            return [self.value(depth - 1) for _ in range(self.r.randrange(5))]
        return {self.pick(["a", "b", "name", "x y", "items", "e", "keys", "data"]): self.value(depth - 1) for _ in range(self.r.randrange(4))}

    def context(self):
        rows = [
            {"name": self.pick(["alice", "bob", "Carol", "dave", "Bob"]), "age": self.r.randrange(20, 40), "ok": self.r.random() < 0.5, "city": self.pick(["NY", "ny", "CA", "LA"])}
            for _ in range(self.r.randrange(1, 5))
        ]
        return {
            "s": self.pick(TEXTS), "s2": self.pick(TEXTS), "t": self.pick(TEXTS), "word": self.pick(["alpha", "Beta", "gamma"]), "html": "<p class=\"x\">it's &amp; <br/>ok</p>",
            "n": self.pick(INTS), "m": self.r.randrange(-20, 20), "neg": -self.r.randrange(1, 100), "f": self.pick(FLOATS), "f2": round(self.r.uniform(-100, 100), self.r.randrange(5)),
            "b": True, "nb": False, "none_v": None, "xs": [self.r.randrange(-5, 10) for _ in range(self.r.randrange(6))], "strs": [self.pick(TEXTS) for _ in range(self.r.randrange(5))],
            "mix": [self.value(1) for _ in range(self.r.randrange(5))], "d": {"a": 1, "b": self.pick(TEXTS), "c": None, "e": {"f": 1.5, "g": [1, 2]}, "items": [1, 2]},
            "d2": {self.pick(["k", "a", "Z", "z-1", "10"]): self.value(1) for _ in range(self.r.randrange(4))}, "rows": rows, "empty_l": [], "empty_d": {},
            "deep": {"a": {"b": {"c": [self.value(1), {"d": self.value(0)}]}}}, "tup": [["k1", 1], ["k2", self.value(0)]],
        }

    # expressions --------------------------------------------------------------------------------------------------

    def text_literal(self):
        text = self.pick(TEXTS)
        quote = self.pick(["'", '"'])
        body = text.replace("\\", "\\\\").replace(quote, "\\" + quote)
        if self.r.random() < 0.1:
            body = body.replace("\n", "\\n").replace("a", "\\x61", 1)
        if self.r.random() < 0.03:
            body += self.pick(["\\u0041", "\\d", "\\101", "\\t", "\\N{BULLET}", "\\x4", "\\U0001F600", "\\é"])
        return quote + body.replace("{{", "").replace("%}", "") + quote

    def literal(self):
        k = self.r.randrange(10)
        if k < 4:
            return self.text_literal()
        if k < 7:
            return self.pick(["0", "1", "2", "3", "7", "10", "-1", "42", "100", "1_000", "0xff", "0b101", "0o17", "12345678901234567890"])
        if k < 8:
            return self.pick(["1.5", "0.1", "2.0", "1e3", "1.5e-7", "1_0.5", "3.0", "1e16", "2.5"])
        return self.pick(["true", "false", "none", "True", "None", "False"])

    def name(self):
        if self.locals and self.r.random() < 0.4:
            return self.pick(self.locals)
        return self.pick(NAMES)

    def text(self):
        k = self.r.randrange(10)
        if k < 4:
            return self.pick(["s", "s2", "t", "word", "html"])
        if k < 6:
            return self.text_literal()
        if k < 8:
            return "%s.%s" % (self.pick(["s", "s2", "t", "word", "(s ~ t)"]), self.pick(STRING_METHODS))
        return "(%s | %s)" % (self.pick(["s", "s2", "t", "word"]), self.pick(STRING_FILTERS))

    def number(self):
        k = self.r.randrange(10)
        if k < 5:
            return self.pick(["n", "m", "neg", "f", "f2"])
        if k < 8:
            return self.pick(["1", "2", "3", "7", "0", "-3", "2.5", "10", "0.1", "100", "1e3"])
        return "(%s %s %s)" % (self.pick(["n", "m", "f", "f2"]), self.pick(["+", "-", "*", "/", "//", "%"]), self.pick(["2", "3", "m", "f2", "0", "-7", "1.5"]))

    def list(self):
        k = self.r.randrange(10)
        if k < 5:
            return self.pick(["xs", "strs", "mix", "rows", "rows", "empty_l", "tup"])
        if k < 7:
            return "[%s]" % ", ".join(self.simple() for _ in range(self.r.randrange(4)))
        if k < 8:
            return "range(%s)" % self.pick(["3", "1, 5", "5, 0, -2", "m", "n % 7", "0"])
        if k < 9:
            return "(%s,)" % ", ".join(self.simple() for _ in range(self.r.randrange(1, 4)))
        return "%s | %s" % (self.pick(["xs", "strs", "mix"]), self.pick(["sort", "reverse | list", "list", "unique | list", "map('string') | list"]))

    def dict(self):
        k = self.r.randrange(6)
        if k < 4:
            return self.pick(["d", "d2", "empty_d", "deep"])
        if k < 5:
            return "{%s}" % ", ".join("%s: %s" % (self.pick(["'a'", "'b'", "1", "word", "true", "1.0", "(1, 2)", "none"]), self.simple()) for _ in range(self.r.randrange(3)))
        return "dict(%s)" % self.pick(["a=1, b=2", "d, z=9", "tup", "", "[['a', 1]]", "d2"])

    def simple(self):
        return self.pick([self.name, self.literal, self.text, self.number])()

    def expr(self):
        self.depth += 1
        try:
            if self.depth > 4:
                return self.simple()
            k = self.r.randrange(100)
            if k < 4:
                return self.simple()
            if k < 14:
                return self.wild()
            if k < 22:
                return "%s | %s" % (self.subject(self.text), self.pick(STRING_FILTERS))
            if k < 28:
                return "%s | %s" % (self.subject(self.number), self.pick(NUMBER_FILTERS))
            if k < 42:
                return "%s | %s" % (self.subject(self.list), self.pick(LIST_FILTERS))
            if k < 48:
                return "%s | %s" % (self.subject(self.dict), self.pick(DICT_FILTERS))
            if k < 55:
                return "%s.%s" % (self.pick(["s", "s2", "t", "word"]) if self.r.random() < 0.9 else self.name(), self.pick(STRING_METHODS))
            if k < 58:
                return "%s.%s" % (self.pick(["xs", "mix", "strs", "empty_l"]), self.pick(LIST_METHODS))
            if k < 62:
                return "%s.%s" % (self.pick(["d", "d2", "empty_d", "deep"]) if self.r.random() < 0.9 else self.name(), self.pick(DICT_METHODS))
            if k < 64:
                return "%s.%s" % (self.pick(["n", "m", "f", "f2", "b"]), self.pick(NUMBER_METHODS))
            if k < 70:
                return "%s is %s" % (self.pick([self.simple, self.list, self.dict])(), self.pick(TESTS))
            if k < 82:
                return self.binary()
            if k < 85:
                return "%s if %s%s" % (self.expr(), self.expr(), " else " + self.expr() if self.r.random() < 0.75 else "")
            if k < 91:
                return self.subscript()
            if k < 93:
                return self.pick(["not ", "-", "+", "not not "]) + self.subject(self.simple)
            if k < 95:
                return " ~ ".join(self.simple() for _ in range(self.r.randrange(2, 5)))
            if k < 97:
                return "%s %s %s %s %s" % (self.number(), self.pick(["<", "<=", "==", ">"]), self.number(), self.pick(["<", "!=", ">="]), self.simple())
            if k < 98:
                return "'%s' %% %s" % (self.pick(FORMATS), self.pick([self.simple(), "(%s, %s)" % (self.simple(), self.simple()), "d", self.number()]))
            if k < 99:
                return "'%s'.format(%s)" % (self.pick(BRACES), self.pick([self.simple(), "%s, %s" % (self.simple(), self.simple()), "a=" + self.simple(), "d, a=1", self.number()]))
            return "(%s)" % self.expr()
        finally:
            self.depth -= 1

    def anything(self):
        """A value of any type, small ones more often."""
        return self.pick([
            self.simple, self.literal, lambda: self.pick(["0", "1", "2", "3", "-1", "5", "10"]), lambda: self.pick(["'a'", "','", "' '", "''", "'name'", "'x'", "'age'", "'ok'", "'abc'"]),
            lambda: self.pick(["none", "true", "false", "missing", "[]", "{}", "()", "1.5", "['a', 'b']", "{'a': 1}", "(1, 2)", "range(3)", "xs", "d", "rows", "s | e", "d.keys()", "d.items()", "xs | map('string')", "namespace(a=1)", "cycler", "s.upper", "d.e", "rows[0]"]),
        ])()

    def arguments(self, names, most):
        args = [self.anything() for _ in range(self.pick([0, 0, 1, 1, 1, 2, 2, 3, most]))]
        if self.r.random() < 0.35:
            for name in dict.fromkeys(self.pick(names or ["foo"]) for _ in range(self.r.randrange(1, 3))):
                args.append("%s=%s" % (name if self.r.random() < 0.92 else "foo", self.anything()))
        if self.r.random() < 0.03:
            args.append(self.pick(["*xs", "**d", "*[1]", "**{'a': 1}", "*none", "**s", "*s", "*missing", "**missing"]))
        return ", ".join(args)

    def wild(self):
        k = self.r.randrange(10)
        base = self.anything()
        base = "(%s)" % base
        if k < 5:
            name = self.pick(sorted(FILTER_PARAMETERS))
            call = "%s | %s" % (base, name) + ("(%s)" % self.arguments(FILTER_PARAMETERS[name].split(), 5) if self.r.random() < 0.8 else "")
            return call + (" | list" if name in LAZY_FILTERS and self.r.random() < 0.9 else "")
        if k < 6:
            call = "%s is %s" % (base, self.pick(TEST_NAMES))
            return call + ("(%s)" % self.arguments(["value", "other", "num", "seq"], 3) if self.r.random() < 0.6 else "")
        if k < 9:
            return "%s.%s(%s)" % (base, self.pick(METHOD_NAMES), self.arguments(["sep", "maxsplit", "keepends", "tabsize", "reverse", "key", "a"], 4)) + self.pick(["", "", " | list"])
        return self.pick([
            "range(%s) | list", "dict(%s)", "namespace(%s)", "cycler(%s).next()", "joiner(%s)()", "s(%s)", "none(%s)", "missing(%s)", "range(%s)", "xs | map('replace', %s) | list", "strs | select('in', %s) | list",
            "rows | selectattr('age', %s) | list", "xs | map(%s) | list", "rows | groupby(%s)", "rows | sort(attribute=%s)", "strs | join(%s)", "rows | sum(attribute=%s)", "s.format(%s)", "xs | map('default', %s) | list",
        ]) % self.arguments(["a", "b", "attribute", "default", "sep"], 3)

    def subject(self, kind):
        if self.r.random() < 0.08:
            return self.name()
        text = kind()
        return "(%s)" % text if self.r.random() < 0.3 or " " in text and self.r.random() < 0.7 else text

    def binary(self):
        op = self.pick(BINARY)
        if op == "**":
            return "%s ** %s" % (self.pick(["2", "m", "f2", "10", "-2", "1.5", "s"]), self.pick(["2", "3", "0", "-1", "0.5", "10", "m % 5", "none"]))
        if op == "*":
            return "%s * %s" % (self.pick([self.simple(), self.number(), self.list(), self.text()]), self.pick(["2", "3", "0", "-1", "m", "f2", "true", "'a'", self.number()]))
        if op in ("in", "not in"):
            return "%s %s %s" % (self.simple(), op, self.pick([self.list(), self.text(), self.dict(), self.name(), self.simple()]))
        if op in ("and", "or"):
            return "%s %s %s" % (self.expr(), op, self.expr())
        left = self.pick([self.simple, self.number, self.text, self.list])()
        right = self.pick([self.simple, self.number, self.text, self.list])()
        if self.r.random() < 0.5:
            kind = self.pick([self.number, self.text, self.list])
            left, right = kind(), kind()
        if " | " in left:
            left = "(%s)" % left
        return "%s %s %s" % (left, op, right)

    def subscript(self):
        base = self.pick(["xs", "strs", "mix", "rows", "d", "d2", "deep", "s", "s2", "tup", "word", "html", self.name(), "(1, 2, 3)", "range(10)", "[1, 2, 3]"])
        k = self.r.randrange(10)
        if k < 3:
            return "%s[%s]" % (base, self.pick(["0", "1", "-1", "2", "99", "'a'", "'zz'", "m", "none", "1.0", "true", "word", "'items'", "'upper'", "1, 2", "missing"]))
        if k < 6:
            part = lambda: self.pick(["", "", "1", "2", "-1", "-2", "0", "99", "m", "none"])
            return "%s[%s:%s%s]" % (base, part(), part(), ":" + self.pick(["2", "-1", "-2", "", "1", "0", "f"]) if self.r.random() < 0.4 else "")
        if k < 8:
            return "%s.%s" % (base, self.pick(["0", "1", "a", "a.b", "a.b.c", "a.b.c[0]", "e.f", "e['g'][1]", "zz", "zz.y", "0.name", "items", "name", "a.zz.y", "0.0", "1.1"]))
        return "rows[0].%s" % self.pick(["name", "age", "zz", "name.upper()", "zz.y", "city[0]", "name[1:]"])

    # statements ---------------------------------------------------------------------------------------------------

    def data(self):
        return self.pick(["", " ", "\n", "x", "text ", "\n  ", "a\n", " - ", "{ }", "}} ", "%} ", "\t", "# ", "é"])

    def tag(self, inside):
        left = self.pick(["{% ", "{% ", "{% ", "{%- ", "{%+ ", "{%"])
        right = self.pick([" %}", " %}", " %}", " -%}", " +%}", "%}"])
        return left + inside + right

    def out(self):
        left = self.pick(["{{ ", "{{ ", "{{ ", "{{- ", "{{"])
        right = self.pick([" }}", " }}", " }}", " -}}", "}}"])
        return left + self.expr() + right

    def body(self, depth):
        return "".join(self.data() + self.statement(depth - 1) for _ in range(self.r.randrange(1, 3))) + self.data()

    def with_local(self, names, make):
        self.locals.extend(names)
        try:
            return make()
        finally:
            del self.locals[-len(names):]

    def statement(self, depth):
        if depth <= 0:
            return self.out()
        k = self.r.randrange(26)
        tag = self.tag
        if k < 8:
            return self.out()
        if k < 11:
            result = tag("if " + self.expr()) + self.body(depth)
            if self.r.random() < 0.3:
                result += tag("elif " + self.expr()) + self.body(depth)
            if self.r.random() < 0.5:
                result += tag("else") + self.body(depth)
            return result + tag("endif")
        if k < 15:
            return self.loop(depth)
        if k < 17:
            name = self.pick(["v", "w", "s", "acc"])
            result = tag("set %s = %s" % (name, self.expr()))
            return result + self.with_local([name], lambda: self.body(depth))
        if k < 18:
            name = self.pick(["v", "blk"])
            return tag("set " + name + self.pick(["", "", " | upper", " | trim | length", " | replace('a', 'b')"])) + self.body(depth) + tag("endset") + "{{ %s }}" % name
        if k < 19:
            return tag("with %s" % self.pick(["v = " + self.simple(), "v = 1, w = " + self.simple(), ""])) + self.with_local(["v"], lambda: self.body(depth)) + tag("endwith")
        if k < 20:
            return tag("filter " + self.pick(["upper", "trim", "replace('a', 'b')", "indent(2)", "escape", "title | trim", "wordwrap(10)", "center(20)", "length", "striptags"])) + self.body(depth) + tag("endfilter")
        if k < 22:
            return self.macro(depth)
        if k < 23:
            return "{# %s #}" % self.pick(["comment", "{{ x }}", "-", "multi\nline"]) + self.pick(["", "{#- c -#}", "{#+ c +#}"])
        if k < 24:
            return tag("raw") + self.pick(["{{ raw }}", " {% x %} ", "a", ""]) + tag("endraw")
        if k < 25:
            inner = self.pick(["{% set ns.v = ns.v + 1 %}", "{% set ns.v = x %}", "{% set ns.q = loop.index %}", "{% set ns.v, ns.w = 1, x %}"])
            return "{%% set ns = namespace(%s) %%}" % self.pick(["v=0", "v=1, w='a'", "{'v': 3}"]) + "{%% for x in %s %%}%s{%% endfor %%}" % (self.list(), inner) + "{{ ns.v }}{{ ns.q }}" + self.pick(["", "{{ ns }}"])
        return self.pick([
            tag("autoescape " + self.pick(["true", "false", "b", "nb"])) + self.body(depth) + tag("endautoescape"),
            tag("block blk%d" % self.r.randrange(1000)) + self.body(depth) + tag("endblock"),
            tag("print " + self.expr() + ", " + self.simple()),
            "{% set c = cycler('odd', 'even') %}{{ c.next() }}{{ c.next() }}{{ c.current }}{{ c.next() }}{{ c.reset() }}",
            "{% set j = joiner(' | ') %}{% for x in xs %}{{ j() }}{{ x }}{% endfor %}",
        ])

    def loop(self, depth):
        tag = self.tag
        k = self.r.randrange(10)
        if k < 6:
            target, names, items = "x", ["x"], self.pick([self.list, self.list, self.dict, self.text, self.name])()
        elif k < 8:
            target, names, items = "k, v", ["k", "v"], self.pick(["d.items()", "d2 | items", "d2 | dictsort", "tup", "rows | groupby('city')", "xs | batch(2)", "rows", "deep.items()", "[(1, 2), (3, 4)]"])
        elif k < 9:
            target, names, items = "x", ["x"], self.pick(["xs | map('string')", "xs | select('odd')", "rows | map(attribute='name')", "xs | reverse", "strs | unique"])
        else:
            return (
                "{% for x in " + self.pick(["[[1, [2]], [3]]", "rows", "xs", "deep", "[{'c': [{'c': []}]}]"]) + " recursive %}{{ loop.depth }}:"
                + self.pick(["{{ x.name }}", "{{ loop.index }}", "{{ x }}"]) + self.pick(["{% if x.c %}{{ loop(x.c) }}{% endif %}", "{% if x is sequence and x is not string %}({{ loop(x) }}){% endif %}", ""]) + "{% endfor %}"
            )
        condition = self.pick(["", "", "", " if x", " if x is not none", " if loop.index > 1", " if x is odd", " if x in xs"]) if target == "x" else ""
        use = self.pick(["{{ loop.index }}", "{{ loop.index0 }}", "{{ loop.first }}", "{{ loop.last }}", "{{ loop.length }}", "{{ loop.revindex }}", "{{ loop.previtem }}", "{{ loop.nextitem }}", "{{ loop.cycle('a', 'b') }}", "{{ loop.changed(x) }}", "{{ loop }}", "{{ ',' if not loop.last }}", "", "", "", "{{ loop.depth0 }}", "{{ loop.foo }}", "{{ loop.revindex0 }}"])
        result = tag("for %s in %s%s" % (target, items, condition)) + self.with_local(names, lambda: use + self.body(depth))
        if self.r.random() < 0.3:
            result += tag("else") + "none" + self.out()
        return result + tag("endfor")

    def macro(self, depth):
        tag = self.tag
        signature = self.pick(["", "a", "a, b", "a, b=2", "a=1, b=a", "a='x', b=none", "caller", "kwargs"])
        names = [n for n in ("a", "b") if n in signature] or ["a"]
        extra = self.pick(["", "", "{{ varargs }}", "{{ kwargs }}", "{{ caller() }}", "{{ caller }}", "{{ kwargs.z }}", "{{ a }}|{{ b }}"])
        body = self.with_local(names, lambda: extra + self.body(depth - 1))
        call = self.pick(["{{ m() }}", "{{ m(1) }}", "{{ m(1, 2) }}", "{{ m(b=3, a=4) }}", "{{ m('x', z=5) }}", "{{ m(1, 2, 3) }}", "{{ m(*xs) }}", "{{ m(**d) }}", "{% call m() %}called{{ s }}{% endcall %}", "{% call(q) m(1) %}{{ q }}{% endcall %}", "{{ m }}", "{{ m.name }}{{ m.arguments }}", "{{ m(a=1, **{'b': 2}) }}", "{{ [1, 2] | map('string') | map('upper') | join }}"])
        return "{%% macro m(%s) %%}%s{%% endmacro %%}" % (signature, body) + call

    # scopes: few names, set and read everywhere ---------------------------------------------------------------------

    def scope_name(self):
        return self.pick(["a", "b", "c", "s", "loop", "caller"]) if self.r.random() < 0.9 else self.pick(["varargs", "kwargs", "self", "m1", "ns"])

    def scope_value(self):
        name = self.pick(["a", "b", "c", "s"])
        return self.pick(["1", "'x'", name, name + " ~ 1", "(%s, %s)" % (name, name), "[%s]" % name, "m1", "m1()", "namespace(a=1)", "loop.index", "%s is defined" % name, "%s | default('-')" % name])

    def scope_output(self):
        name = self.scope_name()
        return self.pick([
            "{{ %s }}" % name, "{{ %s }}" % name, "{{ %s is defined }}" % name, "{{ %s | default('-') }}" % name, "{{ %s ~ '.' }}" % name, "{{ m1() }}", "{{ m1(1) }}", "{{ m2(a=2) }}", "{{ caller() }}", "{{ caller(1) }}",
            "{{ loop.index }}", "{{ ns.v }}", "{{ self.k1() }}", "{{ %s if %s else 'no' }}" % (name, self.scope_name()),
        ])

    def scopes(self, depth):
        return "".join(self.scope_statement(depth) for _ in range(self.r.randrange(1, 4)))

    def scope_statement(self, depth):
        if depth <= 0:
            return self.scope_output()
        name = self.pick(["a", "b", "c", "s"])
        body = lambda: self.scopes(depth - 1)
        k = self.r.randrange(20)
        if k < 4:
            return self.scope_output()
        if k < 8:
            return "{%% set %s = %s %%}" % (self.pick([name, name, name, "a, b", "(b, c)", "ns.v"]), self.scope_value())
        if k < 10:
            return "{%% if %s %%}%s%s{%% endif %%}" % (self.pick(["true", "false", name, name + " is defined", "loop.first"]), body(), self.pick(["", "{% else %}" + body(), "{% elif b %}" + body()]))
        if k < 13:
            return "{%% for %s in %s%s%s %%}%s%s{%% endfor %%}" % (
                self.pick([name, name, "a, b"]), self.pick(["[1, 2]", "[]", "[(1, 2), (3, 4)]", "xs", name, "'xy'", "[[1], [2]]"]), self.pick(["", "", "", " if %s" % name, " if loop is defined"]), self.pick(["", "", "", " recursive"]), body(), self.pick(["", "", "{% else %}" + body()]))
        if k < 15:
            return "{%% macro %s(%s) %%}%s{%% endmacro %%}" % (self.pick(["m1", "m2"]), self.pick(["", "a", "a=1", "a, b=a", "b=c", "caller=1", "a, b, c=3"]), body())
        if k < 16:
            return "{%% call%s %s(%s) %%}%s{%% endcall %%}" % (self.pick(["", "(a)", "(a, b=1)"]), self.pick(["m1", "m2"]), self.pick(["", "1", "a=2"]), body())
        if k < 17:
            return "{%% with %s %%}%s{%% endwith %%}" % (self.pick(["%s = %s" % (name, self.scope_value()), "a = 1, b = a", ""]), body())
        if k < 18:
            return "{%% filter %s %%}%s{%% endfilter %%}" % (self.pick(["upper", "default(%s)" % name, "replace('1', %s)" % name, "trim"]), body())
        if k < 19:
            return "{%% set %s%s %%}%s{%% endset %%}" % (name, self.pick(["", "", " | upper", " | replace('1', b)"]), body())
        return "{%% block k%d%s %%}%s{%% endblock %%}" % (self.r.randrange(1, 40), self.pick(["", " scoped"]), body())

    def template(self):
        self.depth = 0
        self.locals = []
        if self.r.random() < 0.15:
            return self.scopes(4)
        k = self.r.randrange(20)
        if k < 10:
            text = "{{ " + self.expr() + " }}"
        elif k < 13:
            text = self.data() + self.out() + self.data() + self.out()
        else:
            text = "".join(self.data() + self.statement(3) for _ in range(self.r.randrange(1, 4))) + self.data()
        return self.mutate(text) if self.r.random() < 0.05 else text

    def mutate(self, text):
        for _ in range(self.r.randrange(1, 3)):
            at = self.r.randrange(len(text) + 1)
            k = self.r.randrange(3)
            if k == 0:
                text = text[:at] + text[at + 1:]
            elif k == 1:
                text = text[:at] + self.pick(["{", "}", "%", "(", ")", "[", "]", "|", ".", ",", "'", '"', " ", "is", "not ", "-", "~", "=", ":", "1", "if ", "else", "{{", "}}", "{%", "%}", "{#", "#}", "@", "!", "&", "*", "**"]) + text[at:]
            else:
                end = min(len(text), at + self.r.randrange(1, 8))
                text = text[:at] + text[end:]
        return text


FORMATS = ["%s", "%d", "%5d|", "%-8s|", "%05.2f", "%.3f", "%x", "%X", "%o", "%e", "%g", "%r", "%%", "%s %s", "%(a)s", "%(a)d %(b)s", "%c", "%+d", "% d", "%#x", "%i", "%10.4s|", "%*d", "%q", "%", "%5%", "%G", "%.0f", "%a", "%.10g", "%#.3g", "%ld", "%08.3e", "%-5d|", "%(zz)s", "%s%s%s"]
BRACES = ["{}", "{} {}", "{0} {1} {0}", "{a}", "{:>10}|", "{:<8}|", "{:^9}|", "{:*^12}", "{:05d}", "{:.2f}", "{:,}", "{:,.2f}", "{:e}", "{:.3g}", "{:%}", "{:.1%}", "{:x}", "{:#x}", "{:b}", "{:#b}", "{:+d}", "{: d}", "{!r}", "{!s:>8}", "{:_}", "{:10.3f}|", "{0[0]}", "{0.real}", "{a!r:>10}", "{{}}", "{", "}", "{0", "{:d}", "{:s}", "{:c}", "{:o}", "{:08.3f}", "{:=+8}", "{:<08}", "{:.3}", "{:n}", "{!x}", "{0[a]}", "{:{}}", "{} {0}", "{:.0f}", "{:>{a}}", "{:g}", "{:10}|", "{:E}", "{:012,}", "{:z}", "{:5.1}", "{:#.3g}", "{:-^30}", "{:,d}", "{:_x}", "{1}", "{a.b}"]
