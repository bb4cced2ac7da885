//! Readers of what servers make and pages show: views, and the config that brings them.

use crate::read::{read_names, read_struct};
use crate::results::config::ResultsConfig;
use crate::results::proposal::{Decision, InputView, ProposalView, RuleView, SourceTrace};
use crate::results::view::{
    Change, Direction, FindingView, Gap, GroupView, ItemAnswer, ItemView, MeasureValue, MeasureView,
    ResultsView, RoundView, SectionView, Trace, VoiceView,
};
use crate::results::{Register, Subject};
use crate::{Ground, GroundSource};

read_struct! {
    ResultsConfig {
        optional "$schema" schema,
        optional "locale" locale,
        default "fallbackLocales" fallback_locales,
        default "locales" locales,
        default "theme" theme,
        default "role" role,
        optional "register" register,
        optional "view" view,
        optional "submissions" submissions,
        optional "audience" audience,
        optional "author" author,
        optional "subject" subject,
        default "flags" flags,
        default "numbers" numbers,
        default "shared" shared,
        optional "proposal" proposal,
        optional "overlay" overlay,
        default "codeSets" code_sets,
    }
    ResultsView {
        needed "form" form,
        needed "version" version,
        needed "audience" audience,
        needed "numbers" numbers,
        optional "phase" phase,
        needed "voices" voices,
        needed "groups" groups,
        needed "measures" measures,
        needed "items" items,
        needed "sections" sections,
    }
    VoiceView {
        needed "id" id,
        needed "role" role,
        optional "author" author,
        optional "name" name,
        needed "rounds" rounds,
    }
    RoundView {
        needed "submission" submission,
        needed "date" date,
        optional "phase" phase,
        default "withheld" withheld,
    }
    GroupView {
        needed "id" id,
        needed "measures" measures,
    }
    MeasureView {
        needed "id" id,
        needed "least" least,
        needed "greatest" greatest,
        optional "bandSet" band_set,
        default "bands" bands,
        default "limits" limits,
        needed "items" items,
        needed "values" values,
        default "gaps" gaps,
        default "changes" changes,
    }
    MeasureValue {
        needed "voice" voice,
        needed "round" round,
        needed "calculated" calculated,
        optional "value" value,
        optional "band" band,
        needed "asked" asked,
        needed "rated" rated,
        default "missing" missing,
    }
    Gap {
        needed "base" base,
        needed "voice" voice,
        optional "difference" difference,
        needed "direction" direction,
        needed "talk" talk,
        default "items" items,
    }
    Change {
        needed "voice" voice,
        needed "from" from,
        needed "to" to,
        optional "difference" difference,
        needed "direction" direction,
        default "items" items,
    }
    ItemView {
        needed "item" item,
        needed "answers" answers,
        default "changes" changes,
    }
    ItemAnswer {
        needed "voice" voice,
        needed "round" round,
        needed "answer" answer,
    }
    SectionView {
        needed "id" id,
        needed "findings" findings,
    }
    FindingView {
        needed "id" id,
        optional "subject" subject,
        needed "priority" priority,
        needed "traces" traces,
    }
    Subject {
        needed "kind" kind,
        needed "id" id,
    }
    Trace {
        needed "voice" voice,
        needed "round" round,
        needed "grounds" grounds,
        default "missing" missing,
    }
    Ground {
        needed "source" source,
        default "id" id,
        optional "row" row,
        optional "value" value,
    }
    ProposalView {
        needed "id" id,
        needed "outcome" outcome,
        optional "rule" rule,
        needed "validated" validated,
        needed "rules" rules,
        needed "inputs" inputs,
        default "missing" missing,
        optional "decision" decision,
    }
    Decision {
        needed "value" value,
        needed "reason" reason,
        needed "by" by,
        needed "on" on,
    }
    RuleView {
        needed "id" id,
        needed "outcome" outcome,
        needed "holds" holds,
        needed "inputs" inputs,
    }
    InputView {
        needed "id" id,
        needed "form" form,
        optional "value" value,
        default "counted" counted,
        needed "traces" traces,
    }
    SourceTrace {
        needed "submission" submission,
        needed "voiceId" voice_id,
        needed "role" role,
        needed "date" date,
        needed "trace" trace,
    }
}

read_names! {
    Register { "student" Student, "counsellor" Counsellor, }
    Direction { "higher" Higher, "same" Same, "lower" Lower, }
    GroundSource {
        "answer" Answer, "computed" Computed, "measure" Measure, "flag" Flag, "role" Role, "today" Today,
    }
}
