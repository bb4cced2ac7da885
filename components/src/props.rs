//! What comes into the form view and what goes out.

use guidance_contract::{CodeSets, Config, Form, PlainDate, Report, Submission, SubmitReply, Table, Texts};
use std::cell::RefCell;
use std::rc::Rc;
use yew::{Callback, Properties};

/// Contents of chosen files by SHA-256. They stay in the browser until the form is sent.
pub type FileStore = Rc<RefCell<Table<String, web_sys::File>>>;

/// Everything that a form view needs. Each `Rc` changes only when its content does, and is compared by identity.
#[derive(Debug, Clone, Properties)]
pub struct FormProps {
    /// The compiled definition.
    pub form: Rc<Form>,
    /// Texts in the locale shown, with fallbacks. Another locale may come at any time; answers stay.
    pub texts: Rc<Texts>,
    /// The host's decisions, and the id of the submission.
    pub config: Rc<Config>,
    /// Code sets at hand; more come when [`FormEvent::CodeSetWanted`] is answered.
    pub code_sets: CodeSets,
    /// Code sets that could not be loaded; the person can ask for them again.
    #[prop_or_default]
    pub failed_code_sets: Rc<Table<String, ()>>,
    /// The device's date, used when the config names none.
    pub today: PlainDate,
    /// Issues from the host or its server, shown in place like any other.
    #[prop_or_default]
    pub issues: Rc<Report>,
    /// How far sending has come.
    #[prop_or_default]
    pub submit_state: SubmitState,
    /// Answers to go on from, and a number that rises when they shall replace what is there (reset, restore).
    #[prop_or_default]
    pub restore: (u32, Option<Rc<Submission>>),
    /// The host's form or fieldset is disabled.
    #[prop_or_default]
    pub disabled: bool,
    /// Where chosen files are kept.
    #[prop_or_default]
    pub files: FileStore,
    /// Receives what happens.
    pub on_event: Callback<FormEvent>,
}

impl PartialEq for FormProps {
    /// Never equal: the controller gives properties only when something has changed.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// How far sending has come.
#[derive(Debug, Clone, Default)]
pub enum SubmitState {
    /// Not tried, or refused with issues.
    #[default]
    Idle,
    /// On the way.
    Sending,
    /// Stored by the host.
    Sent(Rc<SubmitReply>),
    /// Could not be sent; answers are kept and sending can be tried again.
    Failed {
        /// Key of the interface text that says why: `status.sendFailed`, `status.offline`, `status.sessionExpired`.
        reason: &'static str,
    },
}

impl PartialEq for SubmitState {
    /// Replies by identity.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Idle, Self::Idle) | (Self::Sending, Self::Sending) => true,
            (Self::Sent(reply), Self::Sent(other)) => Rc::ptr_eq(reply, other),
            (Self::Failed { reason }, Self::Failed { reason: other }) => reason == other,
            _ => false,
        }
    }
}

/// What happens in the view.
#[derive(Debug, Clone, PartialEq)]
pub enum FormEvent {
    /// An answer changed. The submission is a draft with everything typed so far.
    Changed {
        /// JSON Pointer of the answer; empty when something other than the person has changed answers or issues:
        /// at the start, after a reset, with another config or language.
        path: String,
        /// All answers as a draft.
        submission: Rc<Submission>,
        /// What is wrong with the answers now, as for sending; for `checkValidity()`.
        report: Rc<Report>,
    },
    /// Another page or question is shown.
    Navigated {
        /// Id of the page; `review` for the review page.
        page: String,
        /// Its title in the locale shown.
        title: String,
        /// Id of the question, when questions are shown one at a time.
        item: Option<String>,
        /// Number from 0 among the active pages, or the questions of all of them.
        index: usize,
        /// Number of active pages or questions, with the review page.
        count: usize,
    },
    /// The person takes a break, or has ended it.
    Paused(bool),
    /// The person wants to send; there are no errors.
    Submit {
        /// The finished submission: active answers only.
        submission: Rc<Submission>,
    },
    /// A code set is needed to show or check an answer.
    CodeSetWanted(String),
    /// The person chose another language.
    LocaleWanted(String),
}
