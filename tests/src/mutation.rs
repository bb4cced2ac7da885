//! Answers that nobody would give: shipped examples, changed at random but repeatably.

use guidance_contract::{Answers, Form};
use serde_json::{Map, Value, json};

/// A repeatable stream of numbers (SplitMix64), the same on every machine.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// The stream of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`; 0 when the limit is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.number() % (limit.max(1) as u64)).unwrap_or_default()
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }
}

/// Changes answers in one to six places.
pub fn mutate(form: &Form, answers: &mut Answers, random: &mut Random) {
    for _ in 0..=random.below(6) {
        let ids: Vec<String> = form.items().map(|(_, node)| node.item.id.clone()).collect();
        let given: Vec<String> = answers.keys().cloned().collect();
        match random.below(10) {
            0 | 1 => {
                if let Some(id) = random.pick(&given) {
                    answers.remove(id);
                }
            }
            2..=4 => {
                if let Some(id) = random.pick(&given)
                    && let Some(answer) = answers.get_mut(id)
                {
                    bend(answer, random, 0);
                }
            }
            5 | 6 => {
                if let Some(id) = random.pick(&ids) {
                    let option = plausible(form, id, random);
                    answers.insert(id.clone(), option);
                }
            }
            7 | 8 => {
                if let Some(id) = random.pick(&ids) {
                    let value = strange(random);
                    answers.insert(id.clone(), value);
                }
            }
            _ => {
                let value = strange(random);
                answers.insert(format!("unknown{}", random.below(3)), value);
            }
        }
    }
}

/// Changes a value without replacing it by something wholly different, most of the time.
fn bend(value: &mut Value, random: &mut Random, depth: usize) {
    match value {
        Value::String(text) => bend_text(text, random),
        Value::Number(number) => {
            let number = number.as_f64().unwrap_or_default();
            *value = match random.below(4) {
                0 => json!(-number),
                1 => json!(number * 1000.0),
                2 => json!(number + 0.005),
                _ => json!(number.to_string()),
            };
        }
        Value::Array(list) => match random.below(4) {
            0 => list.clear(),
            1 => {
                let again = list.clone();
                list.extend(again);
            }
            2 => list.push(strange(random)),
            _ => {
                let place = random.below(list.len());
                if let Some(entry) = list.get_mut(place)
                    && depth < 3
                {
                    bend(entry, random, depth + 1);
                }
            }
        },
        Value::Object(map) => {
            let keys: Vec<String> = map.keys().cloned().collect();
            if let Some(key) = random.pick(&keys) {
                match random.below(3) {
                    0 => drop(map.remove(key)),
                    1 => drop(map.insert(key.clone(), strange(random))),
                    _ => {
                        if let Some(inner) = map.get_mut(key)
                            && depth < 3
                        {
                            bend(inner, random, depth + 1);
                        }
                    }
                }
            }
        }
        Value::Null | Value::Bool(_) => *value = strange(random),
    }
}

fn bend_text(text: &mut String, random: &mut Random) {
    const ADDED: [char; 12] =
        ['x', '0', ' ', '-', '\u{a0}', '\t', '\u{0}', 'ä', '𝄞', '\u{202e}', '\u{fffe}', '\u{301}'];
    let places: Vec<usize> = text.char_indices().map(|(place, _)| place).chain([text.len()]).collect();
    let place = random.pick(&places).copied().unwrap_or_default();
    match random.below(5) {
        0 => text.truncate(place),
        1 => text.insert(place, random.pick(&ADDED).copied().unwrap_or('x')),
        2 => *text = text.to_uppercase(),
        3 => *text = format!(" {text} "),
        _ => {
            if place < text.len() {
                text.remove(place);
            }
        }
    }
}

/// An answer that could be meant for the item: one of its options, a date, a number.
fn plausible(form: &Form, id: &str, random: &mut Random) -> Value {
    const TEXTS: [&str; 10] = [
        "2026-11-22",
        "2027-02-29",
        "1900-01-01",
        "2026",
        "246",
        "FI",
        "050590-908S",
        "nimi@esimerkki.fi",
        "+358401234567",
        "Testi",
    ];
    let node = form.find(id).and_then(|item| form.item(item));
    let options = node.map(|node| node.options.as_slice()).unwrap_or_default();
    if let Some(option) = random.pick(options) {
        return if random.below(3) == 0 { json!([option.id]) } else { json!(option.id) };
    }
    match random.below(3) {
        0 => json!(random.below(120)),
        1 => json!([random.pick(&TEXTS)]),
        _ => json!(random.pick(&TEXTS)),
    }
}

/// A value that no item asks for.
fn strange(random: &mut Random) -> Value {
    match random.below(12) {
        0 => Value::Null,
        1 => json!(random.below(2) == 0),
        2 => json!(-1),
        3 => json!(1e300),
        4 => json!(0.1 + 0.2),
        5 => json!(""),
        6 => json!(" \u{feff}\u{200b}"),
        7 => json!("a".repeat(2_000)),
        8 => json!([]),
        9 => json!([[], {}, null, "x"]),
        10 => json!({"name": "x.exe", "mediaType": "text/html", "bytes": 0, "sha256": "0"}),
        _ => Value::Object(Map::from_iter([("__proto__".to_owned(), json!({"toString": 1}))])),
    }
}
