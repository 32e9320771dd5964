//! A fact-check that somebody published, and how alike a claim is to what it checked.

use serde::{Deserialize, Serialize};

/// A published fact-check, as its `ClaimReview` tells it.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Check {
    /// 128-bit hash of address and claim.
    pub id: String,
    /// What was checked, in the words of the check.
    pub claim: String,
    /// Headline of the check.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub title: Option<String>,
    /// Who made the claim.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub claimant: Option<String>,
    /// When it was made: `2025-11-24`, `2025-11` or `2025`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub claimed: Option<String>,
    /// The verdict in the checker's own words, whatever the language: "Mostly false", "Faux", "2 of 5".
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rating: Option<String>,
    /// Who checked it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub publisher: Option<String>,
    /// Where the check stands.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub url: Option<String>,
    /// When it was published; as `claimed`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reviewed: Option<String>,
    /// Its language, as the check tells it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub language: Option<String>,
    /// Addresses where the claim was made, each once.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub appearances: Vec<String>,
    /// Terms under which the markup may be used.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub license: Option<String>,
}

/// A check that may be about a claim. That they are alike says nothing of whether the claim is true.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// How alike they are, 0 to 1.
    pub likeness: f64,
    /// The check.
    pub check: Check,
}
