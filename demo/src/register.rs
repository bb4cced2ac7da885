//! From the student register to answers known beforehand, by the item ids that the shipped forms share.

use crate::person::RegisterEntry;
use guidance_contract::{Answers, Config, Form, Prefill};
use serde_json::{Value, json};

/// One register field and the item that asks for it.
struct Known {
    item: &'static str,
    value: Value,
    /// The register is the master: the person reads it, and has it corrected by the office.
    locked: bool,
}

/// The items that tell where somebody lives.
pub const ADDRESS: &[&str] =
    &["countryOfResidence", "streetAddress", "postalCode", "postOffice", "homeMunicipality", "city"];

/// What the register alone decides of the items that `form` has, whoever may read it. For the receiver; a browser is
/// given what [`prefill`] puts into its config.
pub fn locked(form: &Form, entry: &RegisterEntry) -> Vec<(&'static str, Value)> {
    let locked = fields(entry).into_iter().filter(|known| known.locked && form.find(known.item).is_some());
    locked.map(|known| (known.item, known.value)).collect()
}

/// Puts what the register knows into `config`, for the items that `form` has and its reader may read.
pub fn prefill(
    config: &mut Config,
    form: &Form,
    entry: &RegisterEntry,
    readable: impl Fn(&Answers) -> Answers,
    source: &str,
) {
    let known: Vec<Known> =
        fields(entry).into_iter().filter(|known| form.find(known.item).is_some()).collect();
    let values = known.iter().map(|known| (known.item.to_owned(), known.value.clone())).collect();
    let readable = readable(&values);
    for Known { item, value, locked } in known {
        if readable.contains_key(item) {
            let prefill = Prefill { value, source: Some(source.to_owned()), locked };
            config.prefill.insert(item.to_owned(), prefill);
        }
    }
}

fn fields(entry: &RegisterEntry) -> Vec<Known> {
    let text = |item, value: &str, locked| {
        (!value.is_empty()).then(|| Known { item, value: Value::from(value), locked })
    };
    let hidden = entry.is_non_disclosed();
    let service = entry.language.split('-').next().unwrap_or_default();
    let mut fields: Vec<Known> = [
        text("firstNames", &entry.given_names, true),
        text("preferredName", &entry.preferred_name, false),
        text("lastName", &entry.last_name, true),
        text("studentName", &entry.name(), true),
        text("subjectName", &entry.name(), true),
        text("hasIdentityCode", if entry.identity_code.is_empty() { "" } else { "yes" }, true),
        text("identityCode", &entry.identity_code, true),
        text("motherTongue", &entry.mother_tongue, false),
        text("serviceLanguage", service, false),
        text("mobile", &entry.phone, false),
        text("email", &entry.email, false),
        // Under non-disclosure the portal has no address, and asks for none.
        text("protectedContact", if hidden { "yes" } else { "no" }, hidden),
        text("countryOfResidence", if hidden { "" } else { "246" }, false),
        text("streetAddress", &entry.street_address, false),
        text("postalCode", &entry.postal_code, false),
        text("postOffice", &entry.post_office, false),
        text("homeMunicipality", &entry.municipality, false),
    ]
    .into_iter()
    .flatten()
    .collect();
    if entry.identity_code.is_empty()
        && let Some(known) = text("birthDate", &entry.birth_date, true)
    {
        fields.push(known);
    }
    if !entry.nationality.is_empty() {
        fields.push(Known { item: "nationality", value: json!([entry.nationality]), locked: false });
    }
    fields
}
