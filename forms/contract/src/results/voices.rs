//! Which submissions are read, whose they are, and who may read them.

use super::Register;
use super::compiled::{Results, Sources, VoiceNode};
use crate::evaluation::Evaluation;
use crate::expression::Index;
use crate::form::{Form, ItemIndex, Place};
use crate::{
    Answers, Audience, Context, Kind, PlainDate, Status, Submission, SyntheticIdentityCodes, object,
};
use serde_json::Value as Json;
use std::borrow::Cow;

/// Who reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// The audience that they belong to.
    pub audience: Audience,
    /// The host's reference to them, as it stands in `author` of what they wrote.
    pub author: Option<String>,
}

/// What the host decides about a view.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ViewOptions {
    /// Whom the results are about; submissions about anybody else are not read. That of the first submission when
    /// absent.
    pub subject: Option<String>,
    /// Host flags that were on for every submission, besides those that submissions tell themselves.
    pub flags: Vec<String>,
    /// The host lets every audience see numbers.
    pub numbers: bool,
    /// Ids of submissions of which the host knows that they have been talked through with the person since: what they
    /// are shared with holds for them, whatever their author answered.
    pub shared: Vec<String>,
}

/// Why a submission is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// It answers another form.
    Form,
    /// It answers a version that the results do not understand.
    Version,
    /// It is not finished.
    Draft,
    /// It is about somebody else.
    Subject,
}

impl Results {
    /// Why a submission is not read; nothing when it is. The view itself says nothing of what it leaves out.
    #[must_use]
    pub fn unfit(&self, submission: &Submission, subject: Option<&str>) -> Option<Unfit> {
        let version = major(&submission.definition.version);
        if submission.definition.id != self.reference.id {
            Some(Unfit::Form)
        } else if version > major(&self.reference.version)
            || !self.versions.iter().any(|known| Some(*known) == version)
        {
            Some(Unfit::Version)
        } else if submission.status != Status::Submitted {
            Some(Unfit::Draft)
        } else {
            (submission.subject.as_deref() != subject).then_some(Unfit::Subject)
        }
    }
}

/// A submission that is read: brought up to the form's version, with the context of its day.
pub(super) struct Read<'a> {
    pub(super) submission: Cow<'a, Submission>,
    pub(super) context: Context,
}

impl<'a> Read<'a> {
    /// The submissions that are read, in the order given.
    pub(super) fn all(
        results: &Results,
        form: &Form,
        submissions: &'a [Submission],
        options: &ViewOptions,
    ) -> Vec<Self> {
        if *form.reference() != results.reference {
            return Vec::new();
        }
        let first = submissions.first().and_then(|first| first.subject.as_deref());
        let subject = options.subject.as_deref().or(first);
        let fit = submissions.iter().filter(|submission| results.unfit(submission, subject).is_none());
        fit.filter_map(|submission| Self::one(results, form, submission, options)).collect()
    }

    fn one(
        results: &Results,
        form: &Form,
        submission: &'a Submission,
        options: &ViewOptions,
    ) -> Option<Self> {
        let mut flags = options.flags.clone();
        for rule in &results.flags {
            let was_on = submission.computed.get(&rule.computed).and_then(Json::as_str) == Some(&rule.is);
            if was_on && !flags.contains(&rule.flag) {
                flags.push(rule.flag.clone());
            }
        }
        let context = Context {
            today: PlainDate::parse_iso(&submission.answered_on)?,
            role: submission.role,
            flags,
            // Identity codes were checked when the submission was received.
            synthetic_identity_codes: SyntheticIdentityCodes::Accept,
        };
        let mut submission = Cow::Borrowed(submission);
        if major(&submission.definition.version) < major(&form.reference().version) {
            form.migrate(submission.to_mut());
        }
        Some(Self { submission, context })
    }
}

/// What one reader may read of one submission: the rule of the form's projection.
pub(super) struct Reader<'a> {
    pub(super) form: &'a Form,
    pub(super) audience: Audience,
    /// They wrote it, and its voice lets authors read what they wrote.
    pub(super) whole: bool,
}

impl<'a> Reader<'a> {
    /// The reader of a submission of a voice; nothing when they may not hear it.
    pub(super) fn of(
        form: &'a Form,
        voice: &VoiceNode,
        submission: &Submission,
        viewer: &Viewer,
    ) -> Option<Self> {
        let whole = voice.read_by_author && viewer.author.is_some() && viewer.author == submission.author;
        let hears = whole || voice.audience.contains(&viewer.audience);
        hears.then_some(Self { form, audience: viewer.audience, whole })
    }

    pub(super) fn may_read(&self, item: Index) -> bool {
        let node = self.form.nodes.get(item);
        self.whole || node.is_some_and(|node| node.audience.contains(&self.audience))
    }

    /// Whether the host's reference to the author is for them: it says more than the name that a voice shows, so it goes
    /// to those who guide, and to authors themselves.
    pub(super) fn may_know_author(&self) -> bool {
        self.whole || Register::of(self.audience) == Register::Counsellor
    }

    /// Whether they may read everything that a value rests on.
    pub(super) fn may_know(&self, sources: &Sources) -> bool {
        let may_read_computed = |index: &usize| {
            let entry = self.form.computed.get(*index);
            self.whole || entry.is_some_and(|entry| entry.audience.contains(&self.audience))
        };
        sources.items.iter().all(|item| self.may_read(*item))
            && sources.computed.iter().all(may_read_computed)
    }

    /// Whether a list of audiences lets them; an empty list lets everyone.
    pub(super) fn is_among(&self, audience: &[Audience]) -> bool {
        audience.is_empty() || audience.contains(&self.audience)
    }

    /// The answer of an item as they may read it: of rows only the columns that they may.
    pub(super) fn answer(&self, evaluation: &Evaluation<'_>, place: Place) -> Option<Json> {
        let node = self.form.nodes.get(place.item.0)?;
        if !self.may_read(place.item.0) {
            return None;
        }
        let answer = evaluation.active_answer(place)?.clone();
        if self.whole || node.item.kind != Kind::Repeat {
            return Some(answer);
        }
        let rows: Answers = object(&mut std::iter::once((node.item.id.clone(), answer)));
        self.form.project(&rows, self.audience).remove(&node.item.id)
    }

    /// The answer of an item outside rows when it is a text.
    pub(super) fn text(&self, evaluation: &Evaluation<'_>, item: Option<Index>) -> Option<String> {
        let place = Place { item: ItemIndex(item?), row: None };
        self.answer(evaluation, place)?.as_str().map(str::to_owned)
    }
}

/// Major number of a version.
pub(super) fn major(version: &str) -> Option<u32> {
    version.split('.').next()?.parse().ok()
}
