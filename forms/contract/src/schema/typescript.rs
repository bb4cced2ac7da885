//! TypeScript types from JSON Schemas.

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Types of all documents and of what they consist of.
pub(super) fn of_documents<'a>(schemas: impl Iterator<Item = &'a Value>) -> String {
    let mut types = BTreeMap::new();
    for schema in schemas {
        if let Some(title) = schema.get("title").and_then(Value::as_str) {
            types.insert(title, schema);
        }
        for (name, schema) in schema.get("$defs").and_then(Value::as_object).into_iter().flatten() {
            types.insert(name, schema);
        }
    }
    let mut file =
        String::from("// Documents of the guidance-forms contract. Generated from its JSON Schemas.\n");
    for (name, schema) in types {
        declare(&mut file, name, schema);
    }
    file
}

/// Types of the answers of one form, from the schema of its submissions.
pub(super) fn of_answers(form: &str, schema: &Value) -> String {
    let mut file =
        format!("// Answers of the form {form}. Generated from the JSON Schema of its submissions.\n");
    let mut letters = form.chars();
    let prefix: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    for (name, exported) in [
        ("Attachment", "Attachment"),
        ("Answers", &format!("{prefix}Answers")),
        ("DraftAnswers", &format!("{prefix}DraftAnswers")),
    ] {
        if let Some(schema) = schema.get("$defs").and_then(|defs| defs.get(name)) {
            declare(&mut file, exported, schema);
        }
    }
    file
}

fn declare(file: &mut String, name: &str, schema: &Value) {
    file.push('\n');
    comment(file, schema, 0);
    // Writing to a string cannot fail.
    let _ = match properties(schema) {
        Some(_) => writeln!(file, "export interface {name} {}", written(schema, 0)),
        None => writeln!(file, "export type {name} = {};", written(schema, 0)),
    };
}

fn properties(schema: &Value) -> Option<&Map<String, Value>> {
    schema.get("properties").and_then(Value::as_object)
}

fn comment(file: &mut String, schema: &Value, depth: usize) {
    if let Some(text) = schema.get("description").and_then(Value::as_str) {
        let text = text.replace("*/", "*\u{200b}/");
        let indent = "  ".repeat(depth);
        let lines: Vec<&str> = text.lines().collect();
        let _ = match lines.as_slice() {
            [line] => writeln!(file, "{indent}/** {line} */"),
            lines => writeln!(
                file,
                "{indent}/**\n{indent} * {}\n{indent} */",
                lines.join(&format!("\n{indent} * "))
            ),
        };
    }
}

/// The type of a schema.
fn written(schema: &Value, depth: usize) -> String {
    let list = |key: &str| schema.get(key).and_then(Value::as_array);
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        return reference.rsplit('/').next().unwrap_or("unknown").to_owned();
    }
    if let Some(value) = schema.get("const") {
        return value.to_string();
    }
    if let Some(values) = list("enum") {
        return union(values.iter().map(ToString::to_string));
    }
    if let Some(schemas) = list("anyOf").or_else(|| list("oneOf")) {
        return union(schemas.iter().map(|schema| written(schema, depth)));
    }
    match schema.get("type") {
        Some(Value::Array(types)) => {
            union(types.iter().filter_map(Value::as_str).map(|name| named(name, schema, depth)))
        }
        Some(Value::String(name)) => named(name, schema, depth),
        _ => "unknown".to_owned(),
    }
}

fn named(name: &str, schema: &Value, depth: usize) -> String {
    match name {
        "integer" => "number".to_owned(),
        "object" => object(schema, depth),
        "array" => array(schema, depth),
        // `boolean`, `number`, `string` and `null` are called so in both languages.
        name => name.to_owned(),
    }
}

fn array(schema: &Value, depth: usize) -> String {
    let entry = schema.get("items").map_or_else(|| "unknown".to_owned(), |items| written(items, depth));
    if let Some(first) = schema.get("prefixItems").and_then(Value::as_array) {
        let first: Vec<String> = first.iter().map(|schema| written(schema, depth)).collect();
        return format!("[{}, ...{entry}[]]", first.join(", "));
    }
    if entry.contains(" | ") && !entry.ends_with('}') { format!("({entry})[]") } else { format!("{entry}[]") }
}

fn object(schema: &Value, depth: usize) -> String {
    let Some(properties) = properties(schema) else {
        let entry = match schema.get("additionalProperties") {
            Some(Value::Bool(false)) => "never".to_owned(),
            Some(schema) => written(schema, depth),
            None => "unknown".to_owned(),
        };
        return format!("Record<string, {entry}>");
    };
    let required = schema.get("required").and_then(Value::as_array);
    let indent = "  ".repeat(depth + 1);
    let mut file = String::from("{\n");
    for (name, schema) in properties {
        let is_required = required.is_some_and(|names| names.iter().any(|other| other == name));
        comment(&mut file, schema, depth + 1);
        let plain = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '$')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '$');
        let key = if plain { name.clone() } else { Value::from(name.as_str()).to_string() };
        let mut value = written(schema, depth + 1);
        if !is_required {
            // An absent value and null mean the same; one way to write it is enough.
            if let Some(present) = value.strip_suffix(" | null") {
                value = present.to_owned();
            }
        }
        let _ = writeln!(file, "{indent}{key}{}: {value};", if is_required { "" } else { "?" });
    }
    file.push_str(&"  ".repeat(depth));
    file.push('}');
    file
}

fn union(types: impl Iterator<Item = String>) -> String {
    let mut distinct: Vec<String> = Vec::new();
    for name in types {
        if !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    distinct.join(" | ")
}
