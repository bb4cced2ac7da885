//! Results that people can talk about: a document beside the definition says how submissions of a form are read.
//!
//! [`Results::load`] checks and compiles the document; [`Results::view`] gives, for one reader, everything that a
//! page shows: who says what, what is strong, what to look at together, how it changed, and for each finding the
//! answers that led there. The view is cut to what the reader may read: a measure or finding that rests on an
//! answer of which they may not know is absent, as if it had not been asked.

mod compiled;
mod config;
mod document;
mod findings;
mod load;
mod measures;
mod names;
mod proposal;
mod quantity;
mod readers;
mod scene;
mod texts;
mod view;
mod voices;

pub use compiled::{Results, Subject};
pub use config::ResultsConfig;
pub use document::{
    Band, Compare, Each, Finding, FlagRule, ForEach, GapFinding, Measure, MeasureGroup, ResultsDefinition,
    Section, Share, Voice,
};
pub use proposal::{
    Decision, InputView, Proposal, ProposalDefinition, ProposalInput, ProposalRule, ProposalSource,
    ProposalTexts, ProposalView, ProposalWording, RuleView, SourceTrace,
};
pub use texts::{Register, ResultTexts, ResultWording, SectionTexts, Wording};
pub use view::{
    Change, Direction, FindingView, Gap, GroupView, ItemAnswer, ItemView, MeasureValue, MeasureView,
    ResultsView, RoundView, SectionView, Trace, VoiceView,
};
pub use voices::{Unfit, ViewOptions, Viewer};

use crate::{Form, Submission};

impl Results {
    /// What one reader may see of the submissions about one person, in any order.
    ///
    /// Only finished submissions of this form about one subject are read; [`Results::unfit`] says why one is not.
    /// With a form other than the one that these results were loaded for, nothing is.
    #[must_use]
    pub fn view(
        &self,
        form: &Form,
        submissions: &[Submission],
        viewer: &Viewer,
        options: &ViewOptions,
    ) -> ResultsView {
        let reads = voices::Read::all(self, form, submissions, options);
        let evaluated: Vec<_> = reads.iter().map(|read| self.evaluate(form, read)).collect();
        let heard = self.hear(form, &evaluated, viewer, &options.shared);
        let numbers = options.numbers || self.numbers.contains(&viewer.audience);
        let measuring = measures::Measuring { results: self, form, voices: &heard, numbers };
        let measures = measuring.measures();
        let finder = findings::Finder { results: self, form, voices: &heard, numbers };
        ResultsView {
            form: form.reference().id.clone(),
            version: form.reference().version.clone(),
            audience: viewer.audience,
            numbers,
            phase: self.phase.and_then(|item| Some(form.nodes.get(item)?.item.id.clone())),
            voices: heard.iter().filter_map(|voice| self.voice_view(voice)).collect(),
            groups: measuring.groups(&measures),
            items: measuring.items(),
            sections: finder.sections(&measures),
            measures,
        }
    }
}
