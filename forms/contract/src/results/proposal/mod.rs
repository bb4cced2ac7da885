//! Proposals: ordered rules over answers to several forms, for staff, always with their grounds.
//!
//! A proposal decides nothing. It is shown to those only who may read everything that it looks at, says which
//! inputs are missing, is marked as not validated, and carries what a human decided instead.

mod document;
mod load;
mod texts;
mod view;

pub use document::{ProposalDefinition, ProposalInput, ProposalRule};
pub use load::{Proposal, ProposalSource};
pub use texts::{ProposalTexts, ProposalWording};
pub use view::{Decision, InputView, ProposalView, RuleView, SourceTrace};
