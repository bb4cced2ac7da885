//! Every document of the guidance-forms contract, and every rule.
//!
//! This crate is pure Rust and runs unchanged in the browser's wasm and on a server. A host gives a
//! [`Definition`] with its [`Messages`] and a [`Config`]; a person's answers come back as a [`Submission`]; what
//! is wrong with any of them is a [`Report`]. [`Form`] is a definition that has been checked and compiled.
//!
//! ```
//! use guidance_contract::{CodeSets, Config, Context, Form, PlainDate};
//!
//! let form = Form::load(
//!     r#"{"$schema": "https://guidance-forms.example/schema/definition/1", "id": "hello", "version": "1.0.0",
//!         "pages": [{"id": "start", "dataCategory": "basic", "audience": ["student"], "items": [
//!             {"id": "name", "kind": "text", "required": true}]}]}"#,
//!     None,
//! ).map_err(|report| format!("{report:?}"))?;
//! let context = Context::new(&Config::default(), PlainDate::new(2026, 11, 22).ok_or("no such day")?);
//! let report = form.check_answers(&Default::default(), &CodeSets::default(), &context);
//! assert_eq!(report.issues[0].path, "/answers/name");
//! # Ok::<(), String>(())
//! ```

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod check;
mod codes;
mod config;
mod context;
mod date;
mod definition;
mod dependence;
mod documents;
mod evaluation;
mod expression;
mod finish;
mod form;
mod format;
mod json;
mod kinds;
mod load;
mod markdown;
mod messages;
mod migrate;
mod order;
mod overlay;
mod parser;
mod project;
mod read;
mod report;
mod results;
#[cfg(feature = "schema")]
pub mod schema;
mod shown;
mod submission;
mod table;
mod texts;
mod trace;
mod typed;
#[cfg(feature = "validator")]
mod validate;

pub use check::{Expectation, is_address};
pub use codes::{CodeSets, sorted};
pub use config::{
    AddedItem, CodeEntry, CodeSet, Config, DraftPolicy, ItemOverlay, Mode, Overlay, Pacing, Prefill, Role,
    SyntheticIdentityCodes, Theme,
};
pub use context::Context;
pub use date::PlainDate;
pub use definition::{
    Audience, Check, Computed, DataCategory, DatePrecision, Definition, Display, Format, Item, Kind, Layout,
    Migration, MigrationStep, OptionEntry, Page, Tone,
};
pub use evaluation::Evaluation;
pub use form::{Form, ItemIndex, ItemNode, OptionNode, PageNode, Place};
pub use format::{FormatError, IdentityCode, canonical, contains_identity_code, display};
pub use json::{Limits, escape_pointer, json_text, parse_json};
pub use kinds::{KINDS, KindFacts};
pub use load::{CONTRACT_MAJOR, Document, schema_address};
pub use markdown::{Block, Inline, parse as parse_markdown};
pub use messages::{ItemTexts, Messages, PageTexts};
pub use report::{Issue, IssueCode, Report, Severity};
pub use results::{
    Band, Change, Compare, Decision, Direction, Each, Finding, FindingView, FlagRule, ForEach, Gap,
    GapFinding, GroupView, InputView, ItemAnswer, ItemView, Measure, MeasureGroup, MeasureValue, MeasureView,
    Proposal, ProposalDefinition, ProposalInput, ProposalRule, ProposalSource, ProposalTexts, ProposalView,
    ProposalWording, Register, ResultTexts, ResultWording, Results, ResultsConfig, ResultsDefinition,
    ResultsView, RoundView, RuleView, Section, SectionTexts, SectionView, Share, SourceTrace, Subject, Trace,
    Unfit, ViewOptions, Viewer, Voice, VoiceView, Wording,
};
pub use submission::{Answers, Attachment, DefinitionReference, Status, Submission, SubmitReply};
pub use table::{Table, object};
pub use texts::{Text, Texts, fill};
pub use trace::{Ground, GroundSource};
#[cfg(feature = "validator")]
pub use validate::CheckedSubmission;
