//! Readers of the documents of results: the names of their fields and which of them must be there.

mod views;

use crate::read::{read_names, read_struct};
use crate::results::document::{
    Band, Compare, Each, Finding, FlagRule, ForEach, GapFinding, Measure, MeasureGroup, ResultsDefinition,
    Section, Share, Voice,
};
use crate::results::proposal::{ProposalDefinition, ProposalInput, ProposalRule, ProposalTexts};
use crate::results::texts::{ResultTexts, SectionTexts, Wording};

read_struct! {
    ResultsDefinition {
        needed "$schema" schema,
        needed "form" form,
        needed "versions" versions,
        default "flags" flags,
        default "values" values,
        default "bandSets" band_sets,
        optional "date" date,
        optional "phase" phase,
        default "voices" voices,
        default "measures" measures,
        default "groups" groups,
        default "sections" sections,
        optional "compare" compare,
        default "numbers" numbers,
    }
    FlagRule {
        needed "flag" flag,
        needed "computed" computed,
        needed "is" is,
    }
    Band {
        needed "id" id,
        optional "below" below,
    }
    Voice {
        needed "id" id,
        optional "when" when,
        needed "audience" audience,
        default "perAuthor" per_author,
        default "readByAuthor" read_by_author,
        optional "name" name,
    }
    Measure {
        needed "id" id,
        needed "items" items,
        optional "value" value,
        needed "least" least,
        needed "greatest" greatest,
        optional "bandSet" band_set,
        default "audience" audience,
    }
    MeasureGroup {
        needed "id" id,
        needed "measures" measures,
    }
    Section {
        needed "id" id,
        needed "findings" findings,
    }
    Finding {
        needed "id" id,
        optional "for" each,
        needed "when" when,
        default "priority" priority,
        default "audience" audience,
        default "voices" voices,
        default "evidence" evidence,
    }
    ForEach {
        needed "each" each,
        default "of" of,
        optional "group" group,
    }
    Compare {
        needed "base" base,
        needed "gap" gap,
        optional "finding" finding,
        optional "share" share,
    }
    GapFinding {
        needed "id" id,
        needed "section" section,
        default "priority" priority,
    }
    Share {
        needed "voices" voices,
        needed "audience" audience,
        needed "when" when,
    }
    ProposalDefinition {
        needed "$schema" schema,
        needed "id" id,
        needed "audience" audience,
        needed "inputs" inputs,
        needed "rules" rules,
        needed "otherwise" otherwise,
    }
    ProposalInput {
        needed "id" id,
        needed "form" form,
        default "voices" voices,
        needed "value" value,
        optional "count" count,
    }
    ProposalRule {
        needed "id" id,
        needed "when" when,
        needed "outcome" outcome,
    }
    ProposalTexts {
        needed "$schema" schema,
        needed "id" id,
        needed "locale" locale,
        needed "title" title,
        default "introduction" introduction,
        needed "notice" notice,
        default "outcomes" outcomes,
        default "rules" rules,
        default "inputs" inputs,
        default "values" values,
        default "notes" notes,
    }
    ResultTexts {
        needed "$schema" schema,
        needed "form" form,
        needed "locale" locale,
        needed "title" title,
        default "introduction" introduction,
        needed "notice" notice,
        default "groups" groups,
        default "measures" measures,
        default "bandSets" band_sets,
        default "voices" voices,
        default "sections" sections,
        default "findings" findings,
        default "notes" notes,
    }
    SectionTexts {
        needed "title" title,
        default "introduction" introduction,
        default "empty" empty,
    }
    Wording {
        needed "student" student,
        default "counsellor" counsellor,
    }
}

read_names! {
    Each { "item" Item, "measure" Measure, }
}
