//! The four steps of cheques, asked of the network and drawn as bars.

use crate::{bars::Bars, format, schema, words::t};

/// Issued, handed over, used, settled.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct FunnelSteps {
    pub(crate) issued: Count,
    pub(crate) handed_over: Count,
    pub(crate) used: Count,
    pub(crate) settled: Count,
}

/// Cheques and their value.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct Count {
    pub(crate) cheques: i32,
    pub(crate) amount_cents: i32,
}

impl FunnelSteps {
    /// Each step under its name, first to last.
    pub(crate) fn named(&self) -> [(&'static str, &Count); 4] {
        [
            ("funnel-issued", &self.issued),
            ("funnel-handed-over", &self.handed_over),
            ("funnel-used", &self.used),
            ("funnel-settled", &self.settled),
        ]
    }
}

/// The steps as bars: each in cheques and in euros.
pub(crate) fn bars(steps: &FunnelSteps) -> Bars {
    let whole = i64::from(steps.issued.cheques);
    steps.named().into_iter().fold(Bars::of(whole), |bars, (name, count)| {
        let note =
            t("funnel-note").with("count", count.cheques).saying("amount", format::euros(count.amount_cents.into()));
        bars.bar(t(name), count.cheques.into(), note)
    })
}
