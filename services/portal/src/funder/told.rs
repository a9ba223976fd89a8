//! The life of an order as its page tells it: steps, documents, deliveries, the calendar of its end, the four counters.

use super::list::OrderStage;
use crate::{
    format,
    parts::{Cell, Facts, Table},
    schema,
    words::t,
};

#[derive(cynic::QueryFragment)]
pub(super) struct OrderLife {
    steps: Vec<OrderStep>,
    documents: Vec<OrderDocument>,
    deliveries: Vec<OrderDelivery>,
    calendar: Vec<OrderAlert>,
    tally: OrderTally,
}

#[derive(cynic::QueryFragment)]
struct OrderStep {
    kind: OrderStepKind,
    at: String,
    by_name: Option<String>,
    file_id: Option<cynic::Id>,
    document: Option<String>,
    note: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
enum OrderStepKind {
    Quoted,
    Signed,
    ProofProposed,
    ProofApproved,
    ProofRefused,
    Printed,
    EndValidated,
    StatementAccepted,
    StatementDisputed,
}

impl OrderStepKind {
    const fn word(self) -> &'static str {
        match self {
            Self::Quoted => "quoted",
            Self::Signed => "signed",
            Self::ProofProposed => "proof-proposed",
            Self::ProofApproved => "proof-approved",
            Self::ProofRefused => "proof-refused",
            Self::Printed => "printed",
            Self::EndValidated => "end-validated",
            Self::StatementAccepted => "statement-accepted",
            Self::StatementDisputed => "statement-disputed",
        }
    }
}

#[derive(cynic::QueryFragment)]
struct OrderDocument {
    kind: OrderDocumentKind,
    number: String,
    day: String,
    amount_cents: i32,
    paid_at: Option<String>,
}

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(super) enum OrderDocumentKind {
    Quote,
    Invoice,
    EndStatement,
    CreditNote,
}

impl OrderDocumentKind {
    /// As its sentence names it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Quote => "quote",
            Self::Invoice => "invoice",
            Self::EndStatement => "statement",
            Self::CreditNote => "credit",
        }
    }
}

#[derive(cynic::QueryFragment)]
struct OrderDelivery {
    structure_name: Option<String>,
    carnets: i32,
    sent_at: String,
    counted: Option<i32>,
    missing: Option<i32>,
}

#[derive(cynic::QueryFragment)]
struct OrderAlert {
    name: String,
    day: String,
    told_at: Option<String>,
}

impl OrderAlert {
    fn word(&self) -> &'static str {
        match self.name.as_str() {
            "J-30" => "month",
            "J-15" => "fortnight",
            "J-7" => "week",
            "J+30" => "invalid",
            _ => "statement",
        }
    }
}

/// The four counters.
#[derive(cynic::QueryFragment)]
pub(super) struct OrderTally {
    issued_carnets: i32,
    handed_over_carnets: i32,
    in_stock_carnets: i32,
    started_carnets: i32,
    used_cheques: i32,
    used_cents: i32,
    received_cents: i32,
    unused_cents: i32,
}

impl OrderTally {
    /// As facts, in booklets first and then in money.
    pub(super) fn facts(&self) -> Facts {
        let count = |number: i32| format::count(number.into());
        let euros = |cents: i32| format::euros(cents.into());
        Facts::default()
            .fact(t("tally-issued"), count(self.issued_carnets))
            .fact(t("tally-handed"), count(self.handed_over_carnets))
            .fact(t("tally-stock"), count(self.in_stock_carnets))
            .fact(t("tally-started"), count(self.started_carnets))
            .fact(t("tally-used-cheques"), count(self.used_cheques))
            .fact(t("funds-received"), euros(self.received_cents))
            .fact(t("tally-used"), euros(self.used_cents))
            .fact(t("tally-unused"), euros(self.unused_cents))
    }
}

impl OrderLife {
    /// The counters, once booklets are issued.
    pub(super) fn tally(&self) -> Option<Facts> {
        (self.tally.issued_carnets > 0).then(|| self.tally.facts())
    }

    /// Whether the booklets are printed.
    pub(super) fn is_printed(&self) -> bool {
        self.steps.iter().any(|step| step.kind == OrderStepKind::Printed)
    }

    /// The file of the last proof, when it has one.
    pub(super) fn proof(&self) -> Option<String> {
        let proof = self.steps.iter().rfind(|step| step.kind == OrderStepKind::ProofProposed)?;
        proof.file_id.as_ref().map(|file| file.inner().to_owned())
    }

    /// What happened, oldest first.
    pub(super) fn steps(&self) -> Table {
        let mut table = Table::new(t("life-steps"), ["life-what", "life-when", "life-who", "life-said"].map(t));
        for step in &self.steps {
            let said = step.note.clone().or_else(|| step.document.clone()).unwrap_or_default();
            table.row([
                Cell::text(t("life-step").with("step", step.kind.word())),
                Cell::text(format::stamp(&step.at)),
                Cell::text(step.by_name.clone().unwrap_or_default()),
                Cell::text(said),
            ]);
        }
        table
    }

    /// The documents, each with its page.
    pub(super) fn documents(&self, path: &str) -> Table {
        let heads = ["paper-number", "paper-what", "paper-day", "paper-amount", "paper-paid"].map(t);
        let mut table = Table::new(t("life-documents"), heads);
        for one in &self.documents {
            let paid = one.paid_at.as_deref().map(format::stamp).unwrap_or_default();
            table.row([
                Cell::link(format!("{path}/documents/{}", one.number), &one.number),
                Cell::text(t("paper-name").with("paper", one.kind.word())),
                Cell::text(format::day(&one.day)),
                Cell::number(format::euros(one.amount_cents.into())),
                Cell::text(paid),
            ]);
        }
        table
    }

    /// What was sent, and what was counted.
    pub(super) fn deliveries(&self) -> Table {
        let heads = ["delivery-to", "delivery-sent", "order-carnets", "delivery-counted", "delivery-missing"].map(t);
        let mut table = Table::new(t("life-deliveries"), heads);
        for one in &self.deliveries {
            let counted =
                one.counted.map_or_else(|| t("delivery-waits").to_string(), |count| format::count(count.into()));
            table.row([
                Cell::text(one.structure_name.clone().unwrap_or_default()),
                Cell::text(format::stamp(&one.sent_at)),
                Cell::number(format::count(one.carnets.into())),
                Cell::number(counted),
                Cell::number(one.missing.map(|count| format::count(count.into())).unwrap_or_default()),
            ]);
        }
        table
    }

    /// The calendar of the end; none of an order that is only a quote.
    pub(super) fn calendar(&self, stage: OrderStage) -> Option<Table> {
        if stage == OrderStage::Quoted {
            return None;
        }
        let mut table =
            Table::new(t("life-calendar"), ["calendar-name", "calendar-day", "calendar-what", "calendar-told"].map(t));
        for one in &self.calendar {
            table.row([
                Cell::text(&one.name),
                Cell::text(format::day(&one.day)),
                Cell::text(t("calendar-says").with("alert", one.word())),
                Cell::text(one.told_at.as_deref().map(format::stamp).unwrap_or_default()),
            ]);
        }
        Some(table)
    }
}
