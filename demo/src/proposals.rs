//! The proposals that the portal shows.

/// A proposal with its texts.
pub(crate) struct ShippedProposal {
    /// Id of the proposal.
    pub id: &'static str,
    /// The `ProposalDefinition` document.
    pub definition: &'static str,
    /// `ProposalTexts` documents by locale.
    pub texts: &'static [(&'static str, &'static str)],
}

/// Every proposal.
pub(crate) const PROPOSALS: &[ShippedProposal] = &[ShippedProposal {
    id: "pathway",
    definition: include_str!("../proposals/pathway.json"),
    texts: &[
        ("fi", include_str!("../proposals/pathway.fi.json")),
        ("sv", include_str!("../proposals/pathway.sv.json")),
        ("en", include_str!("../proposals/pathway.en.json")),
    ],
}];
