//! What can happen to the state, and what it asks of the view.

use super::{FieldKey, RowKey, Step};
use guidance_contract::{ItemIndex, Place, Report, Submission};
use serde_json::Value as Json;
use std::rc::Rc;

/// What a person or the host does.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// The text of a field is now this.
    Type {
        /// The field.
        field: FieldKey,
        /// Exactly what was typed.
        text: String,
    },
    /// An option was chosen or unchosen.
    Choose {
        /// The field.
        field: FieldKey,
        /// Id of the option, or the number of a scale.
        option: String,
        /// Chosen, or no longer.
        chosen: bool,
    },
    /// The answer is now this; null for none.
    Answer {
        /// The field.
        field: FieldKey,
        /// The answer in its stored form.
        answer: Json,
    },
    /// The focus left a field.
    Leave(FieldKey),
    /// A row is added at the end.
    AddRow(ItemIndex),
    /// A row is taken away.
    RemoveRow(ItemIndex, RowKey),
    /// A row changes places with a neighbour.
    MoveRow(ItemIndex, RowKey, Direction),
    /// To a page that was visited, or to the review page.
    GoTo(Step),
    /// To a field, on whatever page it is. From the review page: and back there afterwards.
    GoToField(FieldKey),
    /// On, if the page has no errors.
    Next,
    /// Back.
    Previous,
    /// Send, if there are no errors.
    Submit,
    /// One question at a time from now on, or pages.
    Pace(bool),
    /// A break, or its end.
    Pause(bool),
    /// Code sets or the host's decisions changed: check anew.
    Recheck,
    /// The host or its server says what is wrong.
    HostIssues(Rc<Report>),
    /// Start anew, from a submission or from nothing.
    Restore(Option<Rc<Submission>>),
}

/// Where a row goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the place before.
    Up,
    /// To the place after.
    Down,
}

/// What the view shall do after an action.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// Where the focus goes.
    pub focus: Option<Focus>,
    /// What assistive technology is told.
    pub announcement: Option<Announcement>,
    /// The answer that changed.
    pub changed: Option<Place>,
    /// Another page or question is shown.
    pub navigated: bool,
    /// A break begins or ends.
    pub paused: Option<bool>,
    /// The submission is ready to be sent.
    pub submit: bool,
    /// Whether anything that is shown may have changed.
    pub quiet: bool,
}

/// Where the focus goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// The heading of the page.
    Heading,
    /// The error summary.
    Summary,
    /// The heading of the break.
    Break,
    /// The button that begins a break.
    Pause,
    /// A field.
    Field(FieldKey),
    /// The button of the review page that leads to a field.
    Change(FieldKey),
    /// The heading of a row.
    Row(ItemIndex, RowKey),
    /// The button that adds a row.
    AddRow(ItemIndex),
    /// The button that moves a row; the other one when it has come to the end.
    MoveRow(ItemIndex, RowKey, Direction),
}

/// What assistive technology is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Announcement {
    /// A row was added; its number from 1.
    RowAdded(ItemIndex, usize),
    /// A row was taken away; the number that it had.
    RowRemoved(ItemIndex, usize),
    /// A row moved; its new number.
    RowMoved(ItemIndex, usize),
    /// A field that was left is shown to be wrong.
    Wrong(FieldKey),
    /// Questions are shown one at a time from now on, or pages: where the person is.
    Paced,
}
