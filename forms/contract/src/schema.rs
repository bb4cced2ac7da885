//! JSON Schemas (2020-12) and TypeScript types, made from the documents themselves.
//!
//! A schema says less than the rules do: conditions, checks and code sets are beyond it. It is for editors,
//! for receivers in other languages and for code generators; the rules have the last word.

mod answers;
mod reference;
mod typescript;

pub use answers::submission_schema;

use crate::{
    CodeSet, Config, Definition, Document, Format, KINDS, Messages, ProposalDefinition, ProposalTexts,
    ProposalView, Report, ResultTexts, ResultsConfig, ResultsDefinition, ResultsView, Submission,
    SubmitReply, schema_address,
};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The schema of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentSchema {
    /// Name of the document in its address, such as `definition`.
    pub name: &'static str,
    /// The schema.
    pub schema: Value,
}

/// The schemas of all documents.
#[must_use]
pub fn documents() -> Vec<DocumentSchema> {
    vec![
        document::<Definition>(),
        document::<Messages>(),
        document::<Config>(),
        document::<Submission>(),
        document::<Report>(),
        document::<SubmitReply>(),
        document::<CodeSet>(),
        document::<ResultsDefinition>(),
        document::<ResultTexts>(),
        document::<ProposalDefinition>(),
        document::<ResultsConfig>(),
        document::<ProposalTexts>(),
    ]
}

/// Every generated file of the contract: its path from the crate's folder and its contents.
#[must_use]
pub fn artefacts() -> Vec<(String, String)> {
    let mut documents = documents();
    // What the rules make and nobody sends back.
    documents.extend([named::<ResultsView>("resultsView"), named::<ProposalView>("proposalView")]);
    let types = typescript::of_documents(documents.iter().map(|document| &document.schema));
    documents
        .iter()
        .map(|document| (format!("schemas/{}.json", document.name), format!("{:#}\n", document.schema)))
        .chain([
            ("types/guidance-forms.d.ts".to_owned(), types),
            ("reference.md".to_owned(), reference::page()),
        ])
        .collect()
}

/// TypeScript types of the answers of one form, as sent and as a draft.
#[must_use]
pub fn submission_types(definition: &Definition) -> String {
    typescript::of_answers(&definition.id, &submission_schema(definition))
}

/// Schema of an expression. Which functions there are is in the schema; names and types of arguments are
/// checked at load.
pub(crate) fn expression(generator: &mut SchemaGenerator) -> Schema {
    expression_with(generator, "Expression", &[])
}

/// Schema of an expression of results, which may also refer to measures.
pub(crate) fn results_expression(generator: &mut SchemaGenerator) -> Schema {
    expression_with(generator, "ResultsExpression", &["measure", "band"])
}

/// Schema of an expression of a proposal's rules, which refers to inputs.
pub(crate) fn proposal_expression(generator: &mut SchemaGenerator) -> Schema {
    expression_with(generator, "ProposalExpression", &["input"])
}

fn expression_with(generator: &mut SchemaGenerator, name: &str, more: &[&str]) -> Schema {
    let functions = crate::expression::FUNCTION_NAMES.split(", ").flat_map(|names| names.split(" or "));
    let functions: Vec<&str> = functions.chain(more.iter().copied()).collect();
    generator.definitions_mut().entry(name).or_insert_with(|| {
        json!({
            "description": "A literal, or a function and its arguments, such as `[\">=\", [\"answer\", \"hours\"], 20]`.",
            "anyOf": [
                {"type": ["boolean", "number", "string"]},
                {
                    "type": "array",
                    "prefixItems": [{"enum": functions}],
                    "items": {"$ref": format!("#/$defs/{name}")},
                    "minItems": 1,
                },
            ],
        })
    });
    Schema::new_ref(format!("#/$defs/{name}"))
}

fn document<T: JsonSchema + Document>() -> DocumentSchema {
    named::<T>(T::NAME)
}

/// The schema of a type under a name; of what is only written, too.
fn named<T: JsonSchema>(name: &'static str) -> DocumentSchema {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>().to_value();
    plain_descriptions(&mut schema);
    state_address(&mut schema, name);
    // Documents inside this one.
    for (name, address) in [("Messages", Messages::NAME), ("Submission", Submission::NAME)] {
        if let Some(inner) = schema.pointer_mut(&format!("/$defs/{name}")) {
            state_address(inner, address);
        }
    }
    if let Some(item) = schema.pointer_mut("/$defs/Item") {
        state_kinds(item);
    }
    put(&mut schema, "", "$id", schema_address(name));
    // The same order whether or not another crate of the build makes maps keep theirs.
    schema.sort_all_objects();
    DocumentSchema { name, schema }
}

/// Sets a keyword of the schema at a place, which must be there.
fn put(schema: &mut Value, pointer: &str, keyword: &str, value: impl Into<Value>) {
    if let Some(Value::Object(schema)) = schema.pointer_mut(pointer) {
        schema.insert(keyword.to_owned(), value.into());
    }
}

/// The property `$schema`, where a document has one, can only be its own address.
fn state_address(schema: &mut Value, name: &str) {
    if let Some(property) = schema.pointer_mut("/properties/$schema").and_then(Value::as_object_mut) {
        property.retain(|key, _| key == "description");
        property.insert("const".to_owned(), schema_address(name).into());
    }
}

/// What each kind of item allows and needs, from the table of kinds.
fn state_kinds(item: &mut Value) {
    let some_have: BTreeSet<&str> = KINDS.iter().flat_map(|facts| facts.properties).copied().collect();
    let all_have: Vec<String> = item
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::keys)
        .filter(|name| !some_have.contains(name.as_str()))
        .cloned()
        .collect();
    let rules: Vec<Value> = KINDS
        .iter()
        .map(|facts| {
            let names = all_have.iter().map(String::as_str).chain(facts.properties.iter().copied());
            let mut rule = json!({"propertyNames": {"enum": names.collect::<Vec<_>>()}});
            if !facts.needs.is_empty() {
                put(&mut rule, "", "required", facts.needs);
            }
            json!({"if": {"properties": {"kind": {"const": facts.name}}}, "then": rule})
        })
        .collect();
    if let Some(item) = item.as_object_mut() {
        item.insert("allOf".to_owned(), rules.into());
    }
}

/// Doc comments link to other types; a schema's reader has no use for that.
fn plain_descriptions(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            for (key, value) in object {
                match value {
                    Value::String(text) if key == "description" => *text = plain(text),
                    _ => plain_descriptions(value),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(plain_descriptions),
        _ => {}
    }
}

/// A doc comment with the names of its links, without where they lead.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, linked)) = rest.split_once("[`") {
        plain.push_str(before);
        let Some((name, after)) = linked.split_once("`]") else {
            plain.push_str("[`");
            rest = linked;
            continue;
        };
        plain.push('`');
        plain.push_str(name);
        plain.push('`');
        rest = match after.strip_prefix('(').and_then(|target| target.split_once(')')) {
            Some((_, after)) => after,
            None => after,
        };
    }
    plain.push_str(rest);
    plain
}

/// Pattern of the stored form of a format. Check digits and days that exist are for the rules.
fn pattern(format: Format) -> &'static str {
    match format {
        Format::Email => {
            r"^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$"
        }
        Format::Phone => r"^\+[1-9][0-9]{3,14}$",
        Format::IdentityCode => {
            r"^(0[1-9]|[12][0-9]|3[01])(0[1-9]|1[0-2])[0-9]{2}[-+A-FU-Y][0-9]{3}[0-9A-FHJ-NPR-Y]$"
        }
        Format::BusinessId => r"^[0-9]{7}-[0-9]$",
        Format::PostalCode => r"^[0-9]{5}$",
        Format::Iban => r"^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$",
        Format::Oid => r"^1\.2\.246\.562\.[0-9]{2,3}\.[0-9]{11,22}$",
    }
}
