//! From parsed JSON to documents.
//!
//! Serde's derived readers cost the wasm about 130 KB before compression and stop at the first fault. These are a
//! table of fields for each document, collect every fault, and say what was found and what to write instead. Serde's
//! stay available to servers; a test keeps both of one mind.

use crate::expression::shorten;
use crate::{Issue, IssueCode, Report, Table, escape_pointer};
use serde_json::{Map, Value as Json};

/// Where reading is, and what was found wrong so far.
#[derive(Default)]
pub struct Reading {
    pointer: String,
    report: Report,
}

impl Reading {
    /// Reads a document that is already parsed.
    pub(crate) fn of<T: Read>(json: Json) -> Result<T, Report> {
        let mut reading = Self::default();
        match T::read(json, &mut reading) {
            Some(read) if reading.report.is_empty() => Ok(read),
            _ => Err(reading.report),
        }
    }

    fn refuse(&mut self, found: &str, expected: &str) {
        let issue = Issue::error(self.pointer.as_str(), IssueCode::Shape);
        self.report.push(issue.with("found", found).with("expected", expected));
    }

    /// Refuses a value of another shape.
    pub(crate) fn mismatch<T>(&mut self, found: &Json, expected: &str) -> Option<T> {
        self.refuse(&shorten(found), expected);
        None
    }

    /// Reads a part of the value at hand.
    #[inline(never)]
    pub(crate) fn part<T: Read>(&mut self, segment: &str, json: Json) -> Option<T> {
        let length = self.enter(segment);
        let read = T::read(json, self);
        self.pointer.truncate(length);
        read
    }

    fn enter(&mut self, segment: &str) -> usize {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&escape_pointer(segment));
        length
    }
}

/// What can be read from JSON.
pub trait Read: Sized {
    /// The value, or nothing and an issue.
    fn read(json: Json, reading: &mut Reading) -> Option<Self>;
}

/// The fields of an object while it is read. Its methods are not inlined: there are 150 calls of them.
pub(crate) struct Fields<'r> {
    reading: &'r mut Reading,
    fields: Map<String, Json>,
    known: Vec<&'static str>,
}

impl<'r> Fields<'r> {
    pub(crate) fn open(json: Json, reading: &'r mut Reading) -> Option<Self> {
        match json {
            Json::Object(fields) => Some(Self { reading, fields, known: Vec::new() }),
            other => reading.mismatch(&other, "an object"),
        }
    }

    fn take(&mut self, name: &'static str) -> Option<Json> {
        self.known.push(name);
        self.fields.remove(name)
    }

    /// A field that must be there.
    #[inline(never)]
    pub(crate) fn needed<T: Read>(&mut self, name: &'static str) -> Option<T> {
        match self.take(name) {
            Some(json) => self.reading.part(name, json),
            None => {
                self.reading.refuse("nothing", name);
                None
            }
        }
    }

    /// A field that is empty when it is not there.
    #[inline(never)]
    pub(crate) fn default<T: Read + Default>(&mut self, name: &'static str) -> Option<T> {
        match self.take(name) {
            Some(json) => self.reading.part(name, json),
            None => Some(T::default()),
        }
    }

    /// A field that need not be there; null is as good as nothing.
    #[inline(never)]
    pub(crate) fn optional<T: Read>(&mut self, name: &'static str) -> Option<Option<T>> {
        match self.take(name) {
            Some(Json::Null) | None => Some(None),
            Some(json) => self.reading.part(name, json).map(Some),
        }
    }

    /// Refuses what is left.
    pub(crate) fn close(self) {
        let expected = self.known.join(", ");
        for name in self.fields.keys() {
            let length = self.reading.enter(name);
            self.reading.refuse(name, &expected);
            self.reading.pointer.truncate(length);
        }
    }
}

/// Makes the reader of a struct: each field by its name in JSON, and whether it must be there.
macro_rules! read_struct {
    ($($type:ty { $($how:ident $name:literal $field:ident,)+ })+) => {
        $(impl $crate::read::Read for $type {
            fn read(json: serde_json::Value, reading: &mut $crate::read::Reading) -> Option<Self> {
                let mut fields = $crate::read::Fields::open(json, reading)?;
                $(let $field = fields.$how($name);)+
                fields.close();
                Some(Self { $($field: $field?,)+ })
            }
        })+
    };
}

/// Makes the reader of an enum without fields.
macro_rules! read_names {
    ($($type:ident { $($name:literal $variant:ident,)+ })+) => {
        $(impl $crate::read::Read for $type {
            fn read(json: serde_json::Value, reading: &mut $crate::read::Reading) -> Option<Self> {
                let place = $crate::read::read_name(&json, reading, &[$($name,)+])?;
                [$($type::$variant,)+].get(place).copied()
            }
        })+
    };
}

pub(crate) use {read_names, read_struct};

/// Place of a name in a list.
pub(crate) fn read_name(json: &Json, reading: &mut Reading, names: &[&str]) -> Option<usize> {
    let found = json.as_str().and_then(|found| names.iter().position(|name| *name == found));
    if found.is_none() {
        reading.refuse(&shorten(json), &names.join(", "));
    }
    found
}

impl Read for Json {
    fn read(json: Json, _: &mut Reading) -> Option<Self> {
        Some(json)
    }
}

impl Read for Map<String, Json> {
    fn read(json: Json, reading: &mut Reading) -> Option<Self> {
        match json {
            Json::Object(map) => Some(map),
            other => reading.mismatch(&other, "an object"),
        }
    }
}

impl Read for String {
    fn read(json: Json, reading: &mut Reading) -> Option<Self> {
        match json {
            Json::String(text) => Some(text),
            other => reading.mismatch(&other, "a text"),
        }
    }
}

impl Read for bool {
    fn read(json: Json, reading: &mut Reading) -> Option<Self> {
        json.as_bool().or_else(|| reading.mismatch(&json, "true or false"))
    }
}

impl Read for u64 {
    fn read(json: Json, reading: &mut Reading) -> Option<Self> {
        json.as_u64().or_else(|| reading.mismatch(&json, "a whole number from 0"))
    }
}

impl Read for u32 {
    fn read(json: Json, reading: &mut Reading) -> Option<Self> {
        let number = json.as_u64().and_then(|number| u32::try_from(number).ok());
        number.or_else(|| reading.mismatch(&json, "a whole number from 0 to 4294967295"))
    }
}

impl Read for f64 {
    fn read(json: Json, reading: &mut Reading) -> Option<Self> {
        json.as_f64().or_else(|| reading.mismatch(&json, "a number"))
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(json: Json, reading: &mut Reading) -> Option<Self> {
        let Json::Array(list) = json else { return reading.mismatch(&json, "a list") };
        let mut read = Vec::with_capacity(list.len());
        let mut complete = true;
        for (place, json) in list.into_iter().enumerate() {
            match reading.part(&place.to_string(), json) {
                Some(entry) => read.push(entry),
                None => complete = false,
            }
        }
        complete.then_some(read)
    }
}

impl<V: Read> Read for Table<String, V> {
    fn read(json: Json, reading: &mut Reading) -> Option<Self> {
        let mut read = Table::new();
        let mut complete = true;
        for (key, json) in Map::read(json, reading)? {
            match reading.part(&key, json) {
                Some(value) => drop(read.insert(key, value)),
                None => complete = false,
            }
        }
        complete.then_some(read)
    }
}
