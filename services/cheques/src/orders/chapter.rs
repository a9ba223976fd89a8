//! An order with its steps and documents, as a verb of its life finds them and adds to them.

use kernel::{
    access::{Action, Actor, Reach},
    ids::{DocumentId, FileId, OrderId, PersonId},
    refusal::{Code, Refusal as Said},
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply, Tx,
    head::{self, Event},
};

use super::{
    document::{self, Document},
    step::{self, Step},
};
use crate::{order::Order, refusal::Refusal, rows};

/// What is answered when a step was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stepped {
    /// The order.
    pub order: OrderId,
    /// The step.
    pub step: Step,
}

/// What a step says besides its kind.
#[derive(Clone, Debug, Default)]
pub(crate) struct Says {
    pub(crate) file: Option<FileId>,
    pub(crate) document: Option<(DocumentId, String)>,
    pub(crate) note: String,
}

/// An order and what happened to it.
pub(crate) struct Chapter {
    pub(crate) order: Order,
    pub(crate) steps: Vec<Step>,
    pub(crate) documents: Vec<Document>,
}

/// The right, as far as it is known before the order is: `FORBIDDEN` for who may do it to none.
pub(crate) fn may_somewhere(actor: &Actor, action: Action) -> Result<(), Said> {
    match actor.reach(action) {
        Reach::Never => Err(Said::of(Code::Forbidden)),
        // Asked here so that who has not proved who they are of late is told so, whatever they name.
        Reach::Any => actor.may_anywhere(action),
        Reach::Own => Ok(()),
    }
}

impl Chapter {
    /// The order, if the caller may do this to it: one that is another's is absent.
    pub(crate) fn open(tx: &mut Tx<'_>, actor: &Actor, action: Action, id: OrderId) -> Reply<Self> {
        let order = rows::orders::find(tx.conn, id)?.ok_or(Refusal::NotFound)?;
        actor.may(action, order.funder).map_err(|_| Refusal::NotFound)?;
        let steps = rows::life::steps(tx.conn, &[id])?.remove(&id).unwrap_or_default();
        let documents = rows::life::documents(tx.conn, &[id])?;
        Ok(Self { order, steps, documents })
    }

    /// The last document of a kind.
    pub(crate) fn last(&self, kind: document::Kind) -> Option<&Document> {
        self.documents.iter().rfind(|document| document.kind == kind)
    }

    /// `WRONG_STAGE` for a quote that nobody signed, and for an order that is closed.
    pub(crate) fn is_under_way(&self) -> Result<(), Refusal> {
        match self.order.signed_at.is_none() || self.order.closed_at.is_some() {
            true => Err(self.wrong()),
            false => Ok(()),
        }
    }

    /// `WRONG_STAGE`, with the stage at which the order is.
    pub(crate) const fn wrong(&self) -> Refusal {
        Refusal::WrongStage { stage: self.order.stage().name() }
    }

    /// Writes the next step, and tells it.
    pub(crate) fn takes(&self, tx: &mut Tx<'_>, kind: step::Kind, by: PersonId, says: Says) -> Result<Stepped, Fault> {
        let no = self.steps.last().map_or(1, |last| last.no + 1);
        let (document, number) = says.document.unzip();
        let step = Step { no, kind, at: tx.now(), by, file: says.file, document: number, note: says.note };
        rows::life::insert_step(tx, self.order.id, &step, document)?;
        let done = Stepped { order: self.order.id, step };
        head::announce(tx, &[Event::new("order.step", &done)?])?;
        Ok(done)
    }
}
