//! Reading JSON text: limits and duplicate keys before it is parsed, and an issue with the exact place when
//! it is not JSON or not of the document's shape.

use crate::read::{Read, Reading};
use crate::{Issue, IssueCode, Report, Table, parser};
use serde_json::error::Category;
use std::borrow::Cow;

/// What a JSON text may hold at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the whole text.
    pub bytes: usize,
    /// Lists and objects inside each other.
    pub depth: usize,
    /// Bytes of one text or key, in UTF-8 without escapes.
    pub text: usize,
    /// Members of one object or list.
    pub members: usize,
}

impl Limits {
    /// For texts of our own.
    pub(crate) const NONE: Self =
        Self { bytes: usize::MAX, depth: usize::MAX, text: usize::MAX, members: usize::MAX };
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 1 << 20, depth: 32, text: 10_000, members: 5_000 }
    }
}

/// Reads a document whose outermost value is an object.
///
/// # Errors
/// One issue for a limit, a duplicate key or no JSON; else every place of another shape than the document's.
#[inline(never)]
pub(crate) fn read(text: &str, limits: &Limits, document: &mut dyn Read) -> Result<(), Report> {
    // Some editors put a byte order mark in front.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match parser::parse(text, limits) {
        Ok(json) if json.is_object() => Reading::document(json, document),
        // Which limit is passed, and where, is told by a second and slower look.
        parsed => {
            scan(text, limits).map_err(report)?;
            let json = parsed.map_err(|error| report(parse_issue(text, &error)))?;
            Reading::document(json, document)
        }
    }
}

fn report(issue: Issue) -> Report {
    Report { issues: vec![issue] }
}

/// Finds what is over a limit, a key that an object has twice, and a list in the place of the document.
/// Whether the text is JSON is left to the parser.
///
/// # Errors
/// The first such issue.
pub(crate) fn scan(text: &str, limits: &Limits) -> Result<(), Issue> {
    if text.len() > limits.bytes {
        let issue = Issue::error("", IssueCode::LimitBytes);
        return Err(issue.with("max", limits.bytes).with("found", text.len()));
    }
    if text.trim_start().starts_with('[') {
        return Err(Issue::error("", IssueCode::Shape).with("found", "list").with("expected", "object"));
    }
    let mut scanner = Scanner::new(text);
    while scanner.step(Some(limits), text.len())? {}
    Ok(())
}

/// JSON Pointer of the value that a parser was at when it had read `column` bytes of a line (counted from
/// 1): a value just read or begun, a key just read, or an object that was closed.
#[must_use]
pub(crate) fn pointer_at(text: &str, line: usize, column: usize) -> String {
    let start = match line.checked_sub(2) {
        Some(breaks) => text.match_indices('\n').nth(breaks).map_or(text.len(), |(at, _)| at + 1),
        None => 0,
    };
    let end = start.saturating_add(column);
    let mut scanner = Scanner::new(text);
    while matches!(scanner.step(None, end), Ok(true)) {}
    scanner.pointer()
}

/// JSON from text, within the limits of a document. One parser for all of the wasm: each type that serde reads would bring
/// it another.
#[must_use]
pub fn parse_json(text: &str) -> Option<serde_json::Value> {
    parse(text, &Limits::default())
}

/// JSON from text, within limits.
pub(crate) fn parse(text: &str, limits: &Limits) -> Option<serde_json::Value> {
    parser::parse(text, limits).ok()
}

/// JSON as text. `Display` of a value would bring two more writers into the wasm, one of them for indented text.
#[must_use]
pub fn json_text(json: &serde_json::Value) -> String {
    serde_json::to_string(json).unwrap_or_default()
}

/// A key as a segment of a JSON Pointer (RFC 6901).
#[must_use]
pub fn escape_pointer(segment: &str) -> Cow<'_, str> {
    if segment.contains(['~', '/']) {
        Cow::Owned(segment.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(segment)
    }
}

/// JSON Pointer of a member of what `pointer` leads to. Not inlined, and no `format!`: it is called in fifty places.
#[inline(never)]
pub(crate) fn inside(pointer: &str, key: &str) -> String {
    let mut inside = String::with_capacity(pointer.len() + key.len() + 1);
    inside.push_str(pointer);
    push_segment(&mut inside, key);
    inside
}

/// JSON Pointer of an entry of the list that `pointer` leads to.
#[inline(never)]
pub(crate) fn numbered(pointer: &str, place: usize) -> String {
    inside(pointer, &place.to_string())
}

/// Adds a key to a JSON Pointer.
pub(crate) fn push_segment(pointer: &mut String, key: &str) {
    pointer.push('/');
    pointer.push_str(&escape_pointer(key));
}

/// A list or an object that is not closed yet.
enum Container<'a> {
    List { index: usize },
    Object { keys: Table<String, ()>, count: usize, key: Option<Cow<'a, str>> },
}

struct Scanner<'a> {
    text: &'a str,
    /// Bytes that have been read.
    at: usize,
    open: Vec<Container<'a>>,
    /// Whether the innermost list has a value at its index.
    filled: bool,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, open: Vec::new(), filled: false }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// Reads one token if it begins before `end`. False when there is none, or none that JSON knows.
    fn step(&mut self, limits: Option<&Limits>, end: usize) -> Result<bool, Issue> {
        while matches!(self.byte(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        let Some(byte) = self.byte(self.at).filter(|_| self.at < end) else { return Ok(false) };
        match byte {
            b'"' => return self.string(limits, end),
            b'{' | b'[' => {
                if let Some(max) = limits.map(|limits| limits.depth).filter(|&depth| self.open.len() >= depth)
                {
                    return Err(self.issue(IssueCode::LimitDepth).with("max", max));
                }
                self.filled = false;
                self.open.push(if byte == b'[' {
                    Container::List { index: 0 }
                } else {
                    Container::Object { keys: Table::new(), count: 0, key: None }
                });
            }
            b'}' | b']' => {
                let count = match self.open.pop() {
                    Some(Container::List { index }) if byte == b']' => index + usize::from(self.filled),
                    Some(Container::Object { count, .. }) if byte == b'}' => count,
                    _ => return Ok(false),
                };
                self.filled = true;
                if let Some(max) = limits.map(|limits| limits.members).filter(|&max| count > max) {
                    let issue = self.issue(IssueCode::LimitCount).with("what", "members");
                    return Err(issue.with("max", max).with("found", count));
                }
            }
            b',' => {
                self.filled = false;
                match self.open.last_mut() {
                    Some(Container::List { index }) => *index += 1,
                    Some(Container::Object { key, .. }) => *key = None,
                    None => return Ok(false),
                }
            }
            b':' => {}
            _ => self.filled = true,
        }
        self.at += 1;
        Ok(true)
    }

    /// Reads a text or a key whose opening quotation mark is next.
    fn string(&mut self, limits: Option<&Limits>, end: usize) -> Result<bool, Issue> {
        let start = self.at + 1;
        let mut stop = start;
        let mut length = 0;
        loop {
            match self.byte(stop) {
                None => return Ok(false),
                Some(b'"') => break,
                Some(b'\\') if self.byte(stop + 1) == Some(b'u') => {
                    length += self.unit_length(stop + 2);
                    stop += 6;
                }
                Some(b'\\') => {
                    length += 1;
                    stop += 2;
                }
                Some(_) => {
                    length += 1;
                    stop += 1;
                }
            }
        }
        if let Some(max) = limits.map(|limits| limits.text).filter(|&max| length > max) {
            return Err(self.issue(IssueCode::LimitText).with("max", max).with("found", length));
        }
        self.filled = true;
        if let Some(Container::Object { key: key @ None, keys, count }) = self.open.last_mut() {
            if stop >= end {
                return Ok(false);
            }
            let Some(name) = self.text.get(start..stop).and_then(unescape) else { return Ok(false) };
            *count += 1;
            let is_new = limits.is_none() || keys.insert(name.clone().into_owned(), ()).is_none();
            let found = (!is_new).then(|| name.clone().into_owned());
            *key = Some(name);
            if let Some(found) = found {
                return Err(self.issue(IssueCode::IdDuplicate).with("found", found));
            }
        }
        self.at = stop + 1;
        Ok(true)
    }

    /// Bytes of the UTF-16 code unit that four hexadecimal digits write; a surrogate is half a character
    /// of four.
    fn unit_length(&self, at: usize) -> usize {
        let digits = self.text.get(at..at.saturating_add(4)).unwrap_or_default();
        match u16::from_str_radix(digits, 16).unwrap_or_default() {
            0..=0x7f => 1,
            0x80..=0x7ff | 0xd800..=0xdfff => 2,
            _ => 3,
        }
    }

    fn issue(&self, code: IssueCode) -> Issue {
        Issue::error(self.pointer(), code)
    }

    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for container in &self.open {
            match container {
                Container::List { index } => {
                    pointer.push('/');
                    pointer.push_str(&index.to_string());
                }
                Container::Object { key: Some(key), .. } => {
                    push_segment(&mut pointer, key);
                }
                Container::Object { key: None, .. } => {}
            }
        }
        pointer
    }
}

/// What stands between two quotation marks, or nothing if that is not JSON.
fn unescape(raw: &str) -> Option<Cow<'_, str>> {
    if raw.contains('\\') {
        match parse_json(&["\"", raw, "\""].concat()) {
            Some(serde_json::Value::String(text)) => Some(Cow::Owned(text)),
            _ => None,
        }
    } else {
        Some(Cow::Borrowed(raw))
    }
}

/// The issue that an error of the parser makes.
fn parse_issue(text: &str, error: &serde_json::Error) -> Issue {
    let (line, column) = (error.line(), error.column());
    let place = format!(" at line {line} column {column}");
    let message = error.to_string();
    let message = message.strip_suffix(&place).unwrap_or(&message);
    // Where the syntax is wrong, the last byte that was read is the wrong one.
    let read = if error.classify() == Category::Syntax { column.saturating_sub(1) } else { column };
    let path = pointer_at(text, line, read);
    let found = match message {
        "lone leading surrogate in hex escape" | "unexpected end of hex escape" => {
            "half of a surrogate pair (\\ud800 to \\udfff), which is no character"
        }
        other => other,
    };
    Issue::error(path, IssueCode::Json).with("found", found).with("line", line).with("column", column)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn issue(text: &str) -> Option<(String, IssueCode)> {
        let limits = Limits { bytes: 200, depth: 3, text: 5, members: 3 };
        scan(text, &limits).err().map(|issue| (issue.path, issue.code))
    }

    #[test]
    fn limits() {
        let at = |path: &str, code| Some((path.to_owned(), code));
        assert_eq!(issue(r#"{"a": {"b": [1, 2, 3]}}"#), None);
        assert_eq!(issue(r#"{"a": {"b": [1, {}]}}"#), at("/a/b/1", IssueCode::LimitDepth));
        assert_eq!(issue(r#"{"a": [1, [1, 2, 3, 4]]}"#), at("/a/1", IssueCode::LimitCount));
        assert_eq!(issue(r#"{"a": {"a":1,"b":2,"c":3,"d":4}}"#), at("/a", IssueCode::LimitCount));
        assert_eq!(issue(r#"{"a": [[],[],[]]}"#), None);
        assert_eq!(issue(r#"{"a": [[],[],[],[]]}"#), at("/a", IssueCode::LimitCount));
        assert_eq!(issue(r#"{"a~/": ["12345", "123456"]}"#), at("/a~0~1/1", IssueCode::LimitText));
        assert_eq!(issue(r#"{"a": {"123456": 1}}"#), at("/a", IssueCode::LimitText));
        assert_eq!(issue(r#"{"a": "\u00e4\n\\\""}"#), None);
        assert_eq!(issue(r#"{"a": "\ud83d\ude00a"}"#), None);
        assert_eq!(issue(r#"{"a": "\ud83d\ude00ab"}"#), at("/a", IssueCode::LimitText));
        assert_eq!(issue(&" ".repeat(201)), at("", IssueCode::LimitBytes));
        assert_eq!(issue(" []"), at("", IssueCode::Shape));
    }

    #[test]
    fn what_was_found() {
        let limits = Limits { members: 3, text: 5, ..Limits::default() };
        let params = |text| scan(text, &limits).map_err(|issue| Value::Object(issue.params));
        assert_eq!(
            params(r#"{"a": [1, 2, 3, 4, 5]}"#),
            Err(serde_json::json!({"what": "members", "max": 3, "found": 5}))
        );
        assert_eq!(params(r#"{"a": "1234567"}"#), Err(serde_json::json!({"max": 5, "found": 7})));
    }

    #[test]
    fn duplicate_keys() {
        for (text, path) in [
            (r#"{"a": 1, "a": 2}"#, "/a"),
            (r#"{"a": 1, "\u0061": 2}"#, "/a"),
            (r#"{"x": [{"a": 0, "b": 1, "a": 2}]}"#, "/x/0/a"),
            (r#"{"/": 1, "\/": 2}"#, "/~1"),
        ] {
            assert_eq!(issue(text), Some((path.to_owned(), IssueCode::IdDuplicate)), "{text}");
        }
        assert_eq!(issue(r#"{"a": {"a": {"a": "a"}}, "b": ["a", "a"]}"#), None);
    }

    #[test]
    fn places() {
        let text = "{\"a\": [1, {\"b\": \"x\",\n \"c\": {}}],\n\"d\" :null}";
        for (line, column, pointer) in [
            (1, 0, ""),
            (1, 1, ""),
            (1, 3, ""),
            (1, 4, "/a"),
            (1, 6, "/a"),
            (1, 7, "/a/0"),
            (1, 8, "/a/0"),
            (1, 9, "/a/1"),
            (1, 11, "/a/1"),
            (1, 14, "/a/1/b"),
            (1, 17, "/a/1/b"),
            (1, 19, "/a/1/b"),
            (1, 20, "/a/1"),
            (2, 4, "/a/1/c"),
            (2, 8, "/a/1/c"),
            (2, 9, "/a/1"),
            (2, 10, "/a"),
            (2, 11, ""),
            (3, 3, "/d"),
            (3, 8, "/d"),
            (3, 9, "/d"),
            (3, 10, ""),
            (9, 9, ""),
        ] {
            assert_eq!(pointer_at(text, line, column), pointer, "{line}:{column}");
        }
    }

    proptest! {
        #[test]
        fn any_text(text in ".*", line in 0_usize..5, column in any::<usize>()) {
            let _ = scan(&text, &Limits::default());
            let _ = pointer_at(&text, line, column);
        }

        #[test]
        fn any_tokens(
            tokens in prop::collection::vec(prop::sample::select(vec![
                "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\"a\"", "\"\\u00e4\"", "\"\\ud800\"", "1", " ", "\n",
                "null", "ä",
            ]), 0..40),
            column in 0_usize..60,
        ) {
            let text = tokens.concat();
            let _ = scan(&text, &Limits::default());
            let _ = pointer_at(&text, 1, column);
            let mut found = serde_json::Map::new();
            let read = read(&text, &Limits::default(), &mut found).map(|()| found);
            // A map keeps the last of two equal keys and says nothing; the scan must not let it come to that.
            if let Ok(map) = read {
                prop_assert_eq!(text.matches(':').count() >= map.len(), true);
            }
        }
    }
}
