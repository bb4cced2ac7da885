//! Results that people can talk about: who speaks, what there is to say and why, charts with their tables, and the
//! proposal for staff.
//!
//! Everything is drawn from a [`ResultsView`](guidance_contract::ResultsView), which is cut to its reader already: no
//! view here decides what may be read.

mod changes;
mod chart;
mod compare;
mod findings;
mod fold;
mod grounds;
mod header;
mod mark;
mod page;
mod profile;
mod proposal;
mod props;
mod root;
mod table;
mod trend;

pub use props::{ProposalPart, ResultsEvent, ResultsProps};
pub use root::GuidanceResults;
