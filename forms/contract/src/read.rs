//! From parsed JSON to documents.
//!
//! Serde's derived readers cost the wasm about 130 KB before compression and stop at the first fault. Here every document
//! is a list of calls, one for each field, and all the work is done behind them by code that exists once. Every fault is
//! collected, with what was found and what to write instead. Serde's stay available to servers; a test keeps both of
//! one mind.

use crate::expression::shorten;
use crate::json::push_segment;
use crate::{IssueCode, Report, Table};
use serde_json::{Map, Value as Json};

/// Where reading is, and what was found wrong so far.
#[derive(Default)]
pub struct Reading {
    pointer: String,
    report: Report,
}

/// What can be read from JSON.
pub trait Read {
    /// What it is before anything is read.
    fn blank() -> Self
    where
        Self: Sized;

    /// Takes what it can from the JSON, and reports what does not fit.
    fn read(&mut self, json: &mut Json, reading: &mut Reading);
}

impl Reading {
    /// Reads a document that is already parsed.
    pub(crate) fn document(mut json: Json, document: &mut dyn Read) -> Result<(), Report> {
        let mut reading = Self::default();
        document.read(&mut json, &mut reading);
        if reading.report.is_empty() { Ok(()) } else { Err(reading.report) }
    }

    fn refuse(&mut self, found: &str, expected: &str) {
        self.report.refuse(&self.pointer, IssueCode::Shape, found, expected);
    }

    /// Refuses a value of another shape.
    #[inline(never)]
    pub(crate) fn mismatch(&mut self, found: &Json, expected: &str) {
        self.refuse(&shorten(found), expected);
    }

    /// Reads a part of the value at hand.
    #[inline(never)]
    fn part(&mut self, segment: &str, json: &mut Json, target: &mut dyn Read) {
        let length = self.pointer.len();
        push_segment(&mut self.pointer, segment);
        target.read(json, self);
        self.pointer.truncate(length);
    }

    /// Reads the entries of a list.
    #[inline(never)]
    fn list(&mut self, json: &mut Json, visit: &mut dyn FnMut(&mut Self, &str, &mut Json)) {
        let Json::Array(list) = json else { return self.mismatch(json, "a list") };
        for (place, json) in list.iter_mut().enumerate() {
            visit(self, &place.to_string(), json);
        }
    }

    /// Reads the members of an object whose keys are data.
    #[inline(never)]
    fn members(&mut self, json: &mut Json, visit: &mut dyn FnMut(&mut Self, String, &mut Json)) {
        let Json::Object(members) = json else { return self.mismatch(json, "an object") };
        for (key, mut json) in std::mem::take(members) {
            visit(self, key, &mut json);
        }
    }

    /// Reads an object whose fields `visit` names, and refuses others.
    #[inline(never)]
    pub(crate) fn object(&mut self, json: &mut Json, visit: &mut dyn FnMut(&mut Fields<'_>)) {
        let Json::Object(members) = json else { return self.mismatch(json, "an object") };
        let left = members.len();
        let mut fields = Fields { reading: self, members, left, known: None };
        visit(&mut fields);
        if fields.left == 0 {
            return;
        }
        // Only now are the names worth a list.
        fields.known = Some(Vec::new());
        visit(&mut fields);
        let known = fields.known.unwrap_or_default();
        let expected = known.join(", ");
        for name in members.keys().filter(|name| !known.contains(&name.as_str())) {
            let length = self.pointer.len();
            push_segment(&mut self.pointer, name);
            self.refuse(name, &expected);
            self.pointer.truncate(length);
        }
    }
}

/// The fields of an object while it is read.
pub(crate) struct Fields<'r> {
    reading: &'r mut Reading,
    members: &'r mut Map<String, Json>,
    /// Members that no field has taken.
    left: usize,
    /// Set when the names of fields are collected and nothing is read.
    known: Option<Vec<&'static str>>,
}

impl Fields<'_> {
    /// A field that must be there.
    #[inline(never)]
    pub(crate) fn needed(&mut self, name: &'static str, target: &mut dyn Read) {
        if !self.take(name, false, target) && self.known.is_none() {
            self.reading.refuse("nothing", name);
        }
    }

    /// A field that stays empty when it is not there.
    #[inline(never)]
    pub(crate) fn default(&mut self, name: &'static str, target: &mut dyn Read) {
        self.take(name, false, target);
    }

    /// A field that need not be there; null is as good as nothing.
    #[inline(never)]
    pub(crate) fn optional(&mut self, name: &'static str, target: &mut dyn Read) {
        self.take(name, true, target);
    }

    fn take(&mut self, name: &'static str, nullable: bool, target: &mut dyn Read) -> bool {
        if let Some(known) = &mut self.known {
            known.push(name);
            return false;
        }
        // Most objects state few of their fields.
        if self.left == 0 {
            return false;
        }
        let Some(json) = self.members.get_mut(name) else { return false };
        self.left -= 1;
        if !(nullable && json.is_null()) {
            self.reading.part(name, json, target);
        }
        true
    }
}

/// Makes the reader of a struct: each field by its name in JSON, and whether it must be there.
macro_rules! read_struct {
    ($($type:ty { $($how:ident $name:literal $field:ident,)+ })+) => {
        $(impl $crate::read::Read for $type {
            fn blank() -> Self {
                Self { $($field: $crate::read::Read::blank(),)+ }
            }

            fn read(&mut self, json: &mut serde_json::Value, reading: &mut $crate::read::Reading) {
                reading.object(json, &mut |fields| {
                    $(fields.$how($name, &mut self.$field);)+
                });
            }
        })+
    };
}

/// Makes the reader of an enum without fields.
macro_rules! read_names {
    ($($type:ident { $first:literal $blank:ident, $($name:literal $variant:ident,)* })+) => {
        $(impl $crate::read::Read for $type {
            fn blank() -> Self {
                Self::$blank
            }

            fn read(&mut self, json: &mut serde_json::Value, reading: &mut $crate::read::Reading) {
                const VARIANTS: &[$type] = &[$type::$blank, $($type::$variant,)*];
                let place = $crate::read::read_name(json, reading, &[$first, $($name,)*]);
                if let Some(found) = place.and_then(|place| VARIANTS.get(place)) {
                    *self = *found;
                }
            }
        })+
    };
}

/// Makes the reader of a simple value: what it is of the JSON, if it is, and what to write instead.
macro_rules! read_value {
    ($($type:ty, $blank:expr, $expected:literal, $json:ident => $found:expr;)+) => {
        $(impl Read for $type {
            fn blank() -> Self {
                $blank
            }

            fn read(&mut self, $json: &mut Json, reading: &mut Reading) {
                match $found {
                    Some(found) => *self = found,
                    None => reading.mismatch($json, $expected),
                }
            }
        })+
    };
}

pub(crate) use {read_names, read_struct};

/// Place of a name in a list.
pub(crate) fn read_name(json: &Json, reading: &mut Reading, names: &[&str]) -> Option<usize> {
    let found = json.as_str().and_then(|found| names.iter().position(|name| *name == found));
    if found.is_none() {
        reading.mismatch(json, &names.join(", "));
    }
    found
}

read_value! {
    Map<String, Json>, Map::new(), "an object", json => json.as_object_mut().map(std::mem::take);
    String, String::new(), "a text", json => match json {
        Json::String(text) => Some(std::mem::take(text)),
        _ => None,
    };
    bool, false, "true or false", json => json.as_bool();
    u64, 0, "a whole number from 0", json => json.as_u64();
    u32, 0, "a whole number from 0 to 4294967295",
        json => json.as_u64().and_then(|number| u32::try_from(number).ok());
    usize, 0, "a whole number from 0",
        json => json.as_u64().and_then(|number| usize::try_from(number).ok());
    f64, 0.0, "a number", json => json.as_f64();
}

impl Read for Json {
    fn blank() -> Self {
        Json::Null
    }

    fn read(&mut self, json: &mut Json, _: &mut Reading) {
        *self = json.take();
    }
}

impl<T: Read> Read for Option<T> {
    fn blank() -> Self {
        None
    }

    fn read(&mut self, json: &mut Json, reading: &mut Reading) {
        self.insert(T::blank()).read(json, reading);
    }
}

impl<T: Read> Read for Vec<T> {
    fn blank() -> Self {
        Vec::new()
    }

    fn read(&mut self, json: &mut Json, reading: &mut Reading) {
        reading.list(json, &mut |reading, place, json| {
            let mut entry = T::blank();
            reading.part(place, json, &mut entry);
            self.push(entry);
        });
    }
}

impl<V: Read> Read for Table<String, V> {
    fn blank() -> Self {
        Table::new()
    }

    fn read(&mut self, json: &mut Json, reading: &mut Reading) {
        reading.members(json, &mut |reading, key, json| {
            let mut value = V::blank();
            reading.part(&key, json, &mut value);
            self.add(key, value);
        });
    }
}
