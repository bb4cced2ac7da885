//! What comes into the view of results and what goes out.

use guidance_contract::{
    CodeSets, Form, ProposalView, ProposalWording, ResultWording, ResultsView, Role, Table, Texts, Theme,
};
use std::rc::Rc;
use yew::{Callback, Properties};

/// Everything that a view of results needs.
#[derive(Debug, Clone, Properties)]
pub struct ResultsProps {
    /// The form that was answered.
    pub form: Rc<Form>,
    /// Texts of the form and of the page in the locale shown, with fallbacks.
    pub texts: Rc<Texts>,
    /// Texts of the form for voices of other roles than the reader's, where those are asked in other words.
    #[prop_or_default]
    pub texts_of_roles: Vec<(Role, Rc<Texts>)>,
    /// Texts of the results, in the register of the reader.
    pub wording: Rc<ResultWording>,
    /// What the reader may see.
    pub view: Rc<ResultsView>,
    /// A proposal, for staff.
    #[prop_or_default]
    pub proposal: Option<ProposalPart>,
    /// Colours.
    #[prop_or_default]
    pub theme: Theme,
    /// Locales that the reader may switch to; no switch for fewer than two.
    #[prop_or_default]
    pub locales: Vec<String>,
    /// Code sets at hand; more come when [`ResultsEvent::CodeSetWanted`] is answered.
    #[prop_or_default]
    pub code_sets: CodeSets,
    /// Receives what happens.
    pub on_event: Callback<ResultsEvent>,
}

impl PartialEq for ResultsProps {
    /// Never equal: the controller gives properties only when something has changed.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// A proposal with what its grounds are read with. They come from several forms: of one that is not at hand, ids and
/// values are shown as they are.
#[derive(Debug, Clone)]
pub struct ProposalPart {
    /// What is proposed, and why.
    pub view: Rc<ProposalView>,
    /// Texts of the proposal.
    pub wording: Rc<ProposalWording>,
    /// Forms by id.
    pub forms: Table<String, Rc<Form>>,
    /// Texts of the forms by id.
    pub texts: Table<String, Rc<Texts>>,
    /// Texts of the forms by id, for voices of roles that are asked in other words than the student.
    pub texts_of_roles: Table<String, Vec<(Role, Rc<Texts>)>>,
    /// Texts of the forms' results by id: names of voices and measures.
    pub wordings: Table<String, Rc<ResultWording>>,
}

/// What happens in the view of results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResultsEvent {
    /// The reader wants to print.
    Print,
    /// The reader chose another language.
    LocaleWanted(String),
    /// A code set is needed to show an answer.
    CodeSetWanted(String),
}
