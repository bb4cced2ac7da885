//! From JSON text to values, with limits and duplicate keys looked at on the way: one pass for sound documents.

use crate::Limits;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value as Json};
use std::fmt;

/// Whether another crate of the build has switched on serde_json's `arbitrary_precision`: a number then keeps its text,
/// and comes as an object with one member.
const NUMBERS_ARE_TEXTS: bool = size_of::<Number>() == size_of::<String>();

/// Parses a text within limits.
///
/// # Errors
/// When it is no JSON, is over a limit or has a key twice in an object; [`crate::json`] says which and where.
pub(crate) fn parse(text: &str, limits: &Limits) -> Result<Json, serde_json::Error> {
    if text.len() > limits.bytes {
        return Err(over());
    }
    let mut parser = serde_json::Deserializer::from_str(text);
    let json = Value { limits, depth: 0 }.deserialize(&mut parser)?;
    parser.end()?;
    Ok(json)
}

/// A value inside `depth` others.
#[derive(Clone, Copy)]
struct Value<'l> {
    limits: &'l Limits,
    depth: usize,
}

impl Value<'_> {
    /// What stands inside this value.
    fn inside<E: Error>(self) -> Result<Self, E> {
        if self.depth < self.limits.depth { Ok(Self { depth: self.depth + 1, ..self }) } else { Err(over()) }
    }

    fn text<E: Error>(self, text: String) -> Result<String, E> {
        if text.len() <= self.limits.text { Ok(text) } else { Err(over()) }
    }
}

/// Not shown to anybody.
#[cold]
fn over<E: Error>() -> E {
    E::custom("")
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<Json, D::Error> {
        parser.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = Json;

    fn expecting(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Number::from_f64(value).map_or(Json::Null, Json::Number))
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json, E> {
        self.text(text.to_owned()).map(Json::String)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        let inside = self.inside()?;
        let mut list = Vec::new();
        while let Some(entry) = entries.next_element_seed(inside)? {
            if list.len() == self.limits.members {
                return Err(over());
            }
            list.push(entry);
        }
        Ok(Json::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        let inside = self.inside()?;
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if NUMBERS_ARE_TEXTS && key == "$serde_json::private::Number" {
                let number = entries.next_value::<String>()?;
                return number.parse().map(Json::Number).map_err(|_| over());
            }
            let key = self.text(key)?;
            let value = entries.next_value_seed(inside)?;
            if object.insert(key, value).is_some() || object.len() > self.limits.members {
                return Err(over());
            }
        }
        Ok(Json::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::scan;
    use proptest::prelude::*;

    const LIMITS: Limits = Limits { bytes: 300, depth: 3, text: 5, members: 4 };

    /// JSON, mostly within the limits.
    fn json() -> impl Strategy<Value = Json> {
        let text = "[a-zä/~\"\\\\\n]{0,4}";
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            any::<i64>().prop_map(Json::from),
            any::<f64>().prop_map(Json::from),
            text.prop_map(Json::from),
            "[xä]{0,6}".prop_map(Json::from),
        ];
        leaf.prop_recursive(4, 20, 5, move |inside| {
            prop_oneof![
                prop::collection::vec(inside.clone(), 0..5).prop_map(Json::from),
                prop::collection::hash_map(text, inside, 0..5)
                    .prop_map(|members| Json::Object(members.into_iter().collect())),
            ]
        })
    }

    /// One pass finds the same texts sound as a scan and serde_json do, and reads the same from them.
    fn agrees(text: &str) {
        let sound = scan(text, &LIMITS).is_ok();
        let plain = serde_json::from_str::<Json>(text).ok().filter(|_| sound);
        let own = parse(text, &LIMITS).ok().filter(|json| !json.is_array());
        assert_eq!(own, plain, "{text}");
    }

    proptest! {
        #[test]
        fn one_pass_agrees_with_two(json in json()) {
            agrees(&json.to_string());
        }

        #[test]
        fn one_pass_agrees_with_two_on_any_tokens(tokens in prop::collection::vec(prop::sample::select(vec![
            "{", "}", "[", "]", ",", ":", "\"a\":", "\"\\u0061\":", "\"b\":", "\"\\ud83d\\ude00\"", "\"123456\"", "1", "1.5e3",
            "-0", "null", " ",
        ]), 0..14)) {
            agrees(&tokens.concat());
            agrees(&format!("{{\"a\":{}}}", tokens.concat()));
        }
    }
}
