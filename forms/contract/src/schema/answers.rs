//! The schema of the submissions of one form.

use super::{document, pattern, put};
use crate::{DatePrecision, Definition, Format, Item, Kind, OptionEntry, Submission, schema_address};
use serde_json::{Map, Value, json};

/// Schema of the submissions of a form: the submission document with its answers by item. `answers` of a
/// finished submission hold no empty values and everything that is required whatever else is answered; those
/// of a draft may hold half-typed text and lack anything.
#[must_use]
pub fn submission_schema(definition: &Definition) -> Value {
    let mut schema = document::<Submission>().schema;
    let id = format!("{}/{}/{}", schema_address("submission"), definition.id, definition.version);
    put(&mut schema, "", "$id", id);
    put(&mut schema, "", "title", format!("Submission of {} {}", definition.id, definition.version));
    let reference = json!({
        "type": "object",
        "properties": {
            "id": {"const": definition.id},
            "version": {"const": definition.version},
            "hash": {"type": "string", "pattern": HASH},
        },
        "required": ["id", "version", "hash"],
        "additionalProperties": false,
    });
    put(&mut schema, "/properties", "definition", reference);
    let computed: Map<String, Value> = definition
        .computed
        .iter()
        .map(|computed| (computed.id.clone(), json!({"type": ["boolean", "number", "string", "array"]})))
        .collect();
    let computed = json!({"type": "object", "properties": computed, "additionalProperties": false});
    put(&mut schema, "/properties", "computed", computed);
    let shown = json!({
        "type": "object",
        "propertyNames": {"enum": evidence(definition)},
        "additionalProperties": {"type": "string", "pattern": HASH},
    });
    put(&mut schema, "/properties", "shown", shown);
    put(&mut schema, "/properties", "answers", json!({"type": "object"}));
    put(&mut schema, "/$defs", "Answers", answers(definition, State::Finished));
    put(&mut schema, "/$defs", "DraftAnswers", answers(definition, State::Draft));
    put(&mut schema, "/$defs", "Attachment", attachment());
    if let Some(Value::Object(parts)) = schema.get_mut("$defs") {
        // Replaced above by the one definition that there is.
        parts.remove("DefinitionReference");
    }
    let answers_are = |part: &str| json!({"properties": {"answers": {"$ref": format!("#/$defs/{part}")}}});
    put(&mut schema, "", "if", json!({"properties": {"status": {"const": "draft"}}}));
    put(&mut schema, "", "then", answers_are("DraftAnswers"));
    put(&mut schema, "", "else", answers_are("Answers"));
    schema.sort_all_objects();
    schema
}

const HASH: &str = "^sha256-[0-9a-f]{64}$";

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Draft,
    Finished,
}

/// The object under which the answers of some items stand, with those of groups among them.
struct Answers<'a> {
    definition: &'a Definition,
    state: State,
    properties: Map<String, Value>,
    required: Vec<&'a str>,
}

fn answers(definition: &Definition, state: State) -> Value {
    let mut all = Answers { definition, state, properties: Map::new(), required: Vec::new() };
    for page in &definition.pages {
        all.add(&page.items, page.when.is_none());
    }
    all.schema()
}

impl<'a> Answers<'a> {
    /// Adds items; `certain` when nothing around them can make them inactive.
    fn add(&mut self, items: &'a [Item], certain: bool) {
        for item in items {
            let certain = certain && item.when.is_none();
            if item.kind == Kind::Group {
                self.add(&item.items, certain);
                continue;
            }
            if !item.kind.has_answer() {
                continue;
            }
            self.properties.insert(item.id.clone(), self.answer(item));
            if certain && self.state == State::Finished && item.required == Some(Value::Bool(true)) {
                self.required.push(&item.id);
            }
        }
    }

    fn schema(self) -> Value {
        let schema = json!({"type": "object", "properties": self.properties, "additionalProperties": false});
        with(schema, [("required", (!self.required.is_empty()).then(|| json!(self.required)))])
    }

    fn answer(&self, item: &'a Item) -> Value {
        let finished = self.state == State::Finished;
        match item.kind {
            Kind::Text | Kind::LongText => self.text(item),
            Kind::Date if finished => date(item.precision.unwrap_or(DatePrecision::Day)),
            Kind::Date => json!({"type": "string"}),
            Kind::Number | Kind::Scale => {
                let whole = item.kind == Kind::Scale || item.decimals.unwrap_or(0) == 0;
                match (finished, item.kind) {
                    (true, _) => with(
                        json!({"type": if whole { "integer" } else { "number" }}),
                        [("minimum", item.min.map(Value::from)), ("maximum", item.max.map(Value::from))],
                    ),
                    (false, Kind::Number) => json!({"type": ["number", "string"]}),
                    (false, _) => json!({"type": "number"}),
                }
            }
            Kind::Single => self.options(item),
            Kind::Multiple => self.list(item, &self.options(item), item.min_selected, item.max_selected),
            Kind::Search if item.several => {
                self.list(item, &json!({"type": "string"}), item.min_selected, item.max_selected)
            }
            Kind::Search => with(json!({"type": "string"}), [("minLength", finished.then(|| 1.into()))]),
            Kind::File => {
                let file = json!({"$ref": "#/$defs/Attachment"});
                let file = if finished {
                    let bytes = with(json!({"minimum": 1}), [("maximum", item.max_bytes.map(Value::from))]);
                    with(
                        file,
                        [("properties", Some(json!({"mediaType": {"enum": item.accept}, "bytes": bytes})))],
                    )
                } else {
                    file
                };
                self.list(item, &file, None, Some(item.max_files.unwrap_or(1)))
            }
            Kind::Repeat => {
                let (definition, state) = (self.definition, self.state);
                let mut row = Answers { definition, state, properties: Map::new(), required: Vec::new() };
                row.add(&item.items, true);
                let least = finished.then(|| item.min_rows.unwrap_or(1).max(1).into());
                with(
                    json!({"type": "array", "items": row.schema()}),
                    [("minItems", least), ("maxItems", item.max_rows.map(Value::from))],
                )
            }
            // Any JSON of the host; containers and notes do not come here.
            _ => json!({}),
        }
    }

    fn text(&self, item: &Item) -> Value {
        let most = item.max_length.or((item.format == Some(Format::Email)).then_some(254));
        let text = with(json!({"type": "string"}), [("maxLength", most.map(Value::from))]);
        if self.state == State::Draft {
            return text;
        }
        let not = (item.format == Some(Format::PostalCode)).then(|| json!({"const": "00000"}));
        with(
            text,
            [
                ("minLength", Some(item.min_length.unwrap_or(1).max(1).into())),
                ("pattern", item.format.map(|format| pattern(format).into())),
                ("not", not),
            ],
        )
    }

    /// The options of an item. A draft may lag behind and hold one that is no longer offered.
    fn options(&self, item: &Item) -> Value {
        let set = item.option_set.as_ref().and_then(|set| self.definition.option_sets.get(set));
        match set {
            Some(set) if self.state == State::Finished => {
                json!({"enum": set.iter().map(|option: &OptionEntry| option.id.as_str()).collect::<Vec<_>>()})
            }
            _ => json!({"type": "string"}),
        }
    }

    fn list(&self, item: &Item, entry: &Value, least: Option<u32>, most: Option<u32>) -> Value {
        let list = with(json!({"type": "array", "items": entry}), [("maxItems", most.map(Value::from))]);
        if self.state == State::Draft {
            return list;
        }
        let unique = (item.kind != Kind::File).then_some(Value::Bool(true));
        with(list, [("minItems", Some(least.unwrap_or(1).max(1).into())), ("uniqueItems", unique)])
    }
}

/// A schema with some more keywords.
fn with<const N: usize>(mut schema: Value, keywords: [(&str, Option<Value>); N]) -> Value {
    for (keyword, value) in keywords {
        if let Some(value) = value {
            put(&mut schema, "", keyword, value);
        }
    }
    schema
}

fn date(precision: DatePrecision) -> Value {
    match precision {
        DatePrecision::Day => json!({
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
        }),
        DatePrecision::Month => json!({"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}),
        DatePrecision::Year => json!({"type": "string", "pattern": "^[0-9]{4}$"}),
    }
}

fn attachment() -> Value {
    let mut schema = schemars::schema_for!(crate::Attachment).to_value();
    if let Some(schema) = schema.as_object_mut() {
        schema.remove("$schema");
        schema.remove("title");
    }
    put(&mut schema, "/properties/name", "minLength", 1);
    put(&mut schema, "/properties/name", "maxLength", 255);
    put(&mut schema, "/properties/sha256", "pattern", "^[0-9a-f]{64}$");
    schema
}

/// Ids of the items whose text is kept as evidence.
fn evidence(definition: &Definition) -> Vec<&str> {
    fn collect<'a>(items: &'a [Item], ids: &mut Vec<&'a str>) {
        for item in items {
            if item.evidence {
                ids.push(&item.id);
            }
            collect(&item.items, ids);
        }
    }
    let mut ids = Vec::new();
    definition.pages.iter().for_each(|page| collect(&page.items, &mut ids));
    ids
}
