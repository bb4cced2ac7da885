//! Readers of every document: the names of its fields and which of them must be there.

use crate::read::{Read, Reading, read_name, read_names, read_struct};
use crate::{
    AddedItem, Attachment, Audience, Check, CodeEntry, CodeSet, Computed, Config, DataCategory,
    DatePrecision, Definition, DefinitionReference, Display, DraftPolicy, Format, Issue, IssueCode, Item,
    ItemOverlay, ItemTexts, Kind, Layout, Messages, Migration, MigrationStep, Mode, OptionEntry, Overlay,
    Pacing, Page, PageTexts, Prefill, Report, Role, Severity, Status, Submission, SubmitReply,
    SyntheticIdentityCodes, Table, Theme, Tone,
};
use serde_json::Value as Json;

read_struct! {
    Definition {
        needed "$schema" schema,
        needed "id" id,
        needed "version" version,
        default "variants" variants,
        default "optionSets" option_sets,
        needed "pages" pages,
        default "computed" computed,
        default "checks" checks,
        default "migrations" migrations,
    }
    OptionEntry {
        needed "id" id,
        optional "when" when,
        default "exclusive" exclusive,
        optional "code" code,
    }
    Page {
        needed "id" id,
        optional "when" when,
        optional "dataCategory" data_category,
        default "audience" audience,
        needed "items" items,
    }
    Item {
        needed "id" id,
        needed "kind" kind,
        optional "when" when,
        optional "required" required,
        optional "initial" initial,
        optional "format" format,
        optional "minLength" min_length,
        optional "maxLength" max_length,
        optional "autocomplete" autocomplete,
        optional "min" min,
        optional "max" max,
        optional "decimals" decimals,
        optional "precision" precision,
        optional "earliest" earliest,
        optional "latest" latest,
        optional "optionSet" option_set,
        optional "display" display,
        optional "codeSet" code_set,
        default "several" several,
        optional "minSelected" min_selected,
        optional "maxSelected" max_selected,
        default "accept" accept,
        optional "maxBytes" max_bytes,
        optional "maxFiles" max_files,
        optional "minRows" min_rows,
        optional "maxRows" max_rows,
        optional "element" element,
        optional "tone" tone,
        optional "layout" layout,
        default "items" items,
        optional "dataCategory" data_category,
        default "specialCategory" special_category,
        default "audience" audience,
        default "evidence" evidence,
        optional "ext" ext,
    }
    Computed {
        needed "id" id,
        needed "value" value,
        needed "dataCategory" data_category,
        default "specialCategory" special_category,
        needed "audience" audience,
    }
    Check {
        needed "id" id,
        needed "at" at,
        needed "fails" fails,
        optional "severity" severity,
    }
    Migration {
        needed "from" from,
        needed "steps" steps,
    }
    Messages {
        default "$schema" schema,
        needed "form" form,
        needed "locale" locale,
        optional "variant" variant,
        default "title" title,
        default "introduction" introduction,
        default "pages" pages,
        default "items" items,
        default "optionSets" option_sets,
        default "computed" computed,
        default "checks" checks,
        default "interface" interface,
    }
    PageTexts {
        needed "title" title,
        default "introduction" introduction,
    }
    ItemTexts {
        default "label" label,
        default "hint" hint,
        default "text" text,
        default "unit" unit,
        default "minLabel" min_label,
        default "maxLabel" max_label,
        default "row" row,
        default "add" add,
        default "required" required,
    }
    Config {
        optional "$schema" schema,
        optional "locale" locale,
        default "fallbackLocales" fallback_locales,
        default "locales" locales,
        default "mode" mode,
        default "role" role,
        optional "audience" audience,
        optional "today" today,
        optional "subject" subject,
        optional "author" author,
        optional "submissionId" submission_id,
        default "flags" flags,
        default "prefill" prefill,
        optional "submission" submission,
        optional "overlay" overlay,
        default "codeSets" code_sets,
        default "syntheticIdentityCodes" synthetic_identity_codes,
        default "draft" draft,
        default "theme" theme,
        default "pacing" pacing,
        default "readAloud" read_aloud,
        optional "review" review,
        optional "submitUrl" submit_url,
        optional "returnUrl" return_url,
    }
    Prefill {
        needed "value" value,
        optional "source" source,
        default "locked" locked,
    }
    CodeSet {
        default "source" source,
        needed "codes" codes,
    }
    CodeEntry {
        needed "code" code,
        needed "labels" labels,
    }
    Overlay {
        default "items" items,
        default "add" add,
        default "order" order,
        default "messages" messages,
    }
    ItemOverlay {
        default "hide" hide,
        default "required" required,
        optional "maxLength" max_length,
        optional "maxSelected" max_selected,
        optional "maxFiles" max_files,
        optional "maxBytes" max_bytes,
    }
    AddedItem {
        needed "to" to,
        optional "after" after,
        needed "item" item,
    }
    Submission {
        needed "$schema" schema,
        needed "id" id,
        needed "definition" definition,
        needed "status" status,
        needed "locale" locale,
        needed "answeredOn" answered_on,
        needed "role" role,
        optional "subject" subject,
        optional "author" author,
        needed "answers" answers,
        default "computed" computed,
        default "shown" shown,
    }
    DefinitionReference {
        needed "id" id,
        needed "version" version,
        needed "hash" hash,
    }
    Attachment {
        needed "name" name,
        needed "mediaType" media_type,
        needed "bytes" bytes,
        needed "sha256" sha256,
    }
    SubmitReply {
        optional "id" id,
        optional "reference" reference,
        optional "received" received,
        default "report" report,
    }
    Report {
        needed "issues" issues,
    }
    Issue {
        needed "path" path,
        needed "code" code,
        needed "severity" severity,
        default "params" params,
    }
}

read_names! {
    Kind {
        "text" Text, "longText" LongText, "number" Number, "date" Date, "single" Single, "multiple" Multiple,
        "scale" Scale, "search" Search, "file" File, "note" Note, "group" Group, "repeat" Repeat, "host" Host,
    }
    Format {
        "email" Email, "phone" Phone, "identityCode" IdentityCode, "businessId" BusinessId, "postalCode" PostalCode,
        "iban" Iban, "oid" Oid,
    }
    DatePrecision { "day" Day, "month" Month, "year" Year, }
    Display { "radios" Radios, "select" Select, "checkbox" Checkbox, }
    Layout { "matrix" Matrix, }
    Tone { "plain" Plain, "information" Information, "warning" Warning, }
    DataCategory {
        "nonPersonal" NonPersonal, "basic" Basic, "identifier" Identifier, "contact" Contact, "education" Education,
        "work" Work, "finances" Finances, "learning" Learning, "wellbeing" Wellbeing, "health" Health,
        "permission" Permission, "administration" Administration,
    }
    Audience {
        "student" Student, "guardian" Guardian, "counsellor" Counsellor, "teacher" Teacher, "office" Office,
        "employer" Employer, "network" Network,
    }
    Severity { "error" Error, "warning" Warning, "information" Information, }
    Mode { "edit" Edit, "review" Review, }
    Role { "student" Student, "guardian" Guardian, "employer" Employer, "staff" Staff, "funder" Funder, }
    SyntheticIdentityCodes { "refuse" Refuse, "warn" Warn, "accept" Accept, }
    DraftPolicy { "none" None, "host" Host, }
    Theme { "auto" Auto, "light" Light, "dark" Dark, "contrast" Contrast, }
    Pacing { "page" Page, "question" Question, "choice" Choice, }
    Status { "draft" Draft, "submitted" Submitted, }
}

impl Read for IssueCode {
    fn blank() -> Self {
        IssueCode::Required
    }

    fn read(&mut self, json: &mut Json, reading: &mut Reading) {
        match IssueCode::ALL.iter().find(|code| json.as_str() == Some(code.as_str())) {
            Some(code) => *self = *code,
            None => reading.mismatch(json, "an issue code of the reference"),
        }
    }
}

impl Read for MigrationStep {
    fn blank() -> Self {
        MigrationStep::Drop { item: String::new() }
    }

    fn read(&mut self, json: &mut Json, reading: &mut Reading) {
        let Json::Object(members) = json else { return reading.mismatch(json, "an object") };
        if let Some(more) = members.keys().nth(1) {
            return reading.mismatch(&Json::String(more.clone()), "one step in each object");
        }
        let (name, mut step) = std::mem::take(members).into_iter().next().unwrap_or_default();
        let kind = read_name(&Json::String(name), reading, &["rename", "recode", "split", "drop"]);
        let (mut one, mut other) = (String::new(), String::new());
        match kind {
            Some(0) => {
                reading.object(&mut step, &mut |fields| {
                    fields.needed("from", &mut one);
                    fields.needed("to", &mut other);
                });
                *self = MigrationStep::Rename { from: one, to: other };
            }
            Some(1) => {
                let mut options = Table::new();
                reading.object(&mut step, &mut |fields| {
                    fields.needed("item", &mut one);
                    fields.needed("options", &mut options);
                });
                *self = MigrationStep::Recode { item: one, options };
            }
            Some(2) => {
                let mut to = Vec::new();
                reading.object(&mut step, &mut |fields| {
                    fields.needed("from", &mut one);
                    fields.needed("to", &mut to);
                });
                *self = MigrationStep::Split { from: one, to };
            }
            Some(_) => {
                reading.object(&mut step, &mut |fields| fields.needed("item", &mut one));
                *self = MigrationStep::Drop { item: one };
            }
            None => {}
        }
    }
}
