//! What belongs to an application: answers, evidence, thread, and the draft before it.

use diesel::{delete, insert_into, prelude::*};
use kernel::{
    clock::At,
    ids::{ApplicationId, File, FileId, Message, Person, PersonId, StructureId},
};
use store::{Fault, Tx, conn::AnyConn, each, files, ids::Ref};

use crate::{
    criteria::{Answer, Evidence, Reply},
    message::{Side, Written},
    tables::{application, application_answer, application_draft, application_evidence, application_message},
};

pub(crate) fn answers(conn: &mut AnyConn, id: ApplicationId) -> Result<Vec<Answer>, Fault> {
    let rows: Vec<(String, String, String)> = application_answer::table
        .filter(application_answer::application_id.eq(Ref(id)))
        .order(application_answer::criterion)
        .select((application_answer::criterion, application_answer::answer, application_answer::note))
        .load(conn)?;
    let answer = |(criterion, reply, note): (String, String, String)| {
        let reply = Reply::named(&reply).ok_or_else(|| Fault::broken("an answer is none"))?;
        Ok(Answer { criterion, reply, note })
    };
    rows.into_iter().map(answer).collect()
}

#[derive(Insertable)]
#[diesel(table_name = application_answer)]
struct AnswerRow<'a> {
    application_id: Ref<kernel::ids::Application>,
    criterion: &'a str,
    answer: &'a str,
    note: &'a str,
    author: Ref<Person>,
    at: i64,
}

/// Puts these answers in the place of all former ones, and says under which version of the grid.
pub(crate) fn replace_answers<'a>(
    tx: &mut Tx<'_>,
    id: ApplicationId,
    version: i64,
    author: PersonId,
    answers: &'a [Answer],
) -> Result<(), Fault> {
    delete(application_answer::table.filter(application_answer::application_id.eq(Ref(id)))).execute(tx.conn)?;
    let at = tx.now().0;
    let row = |answer: &'a Answer| {
        let Answer { criterion, reply, note } = answer;
        AnswerRow { application_id: Ref(id), criterion, answer: reply.name(), note, author: Ref(author), at }
    };
    let rows: Vec<AnswerRow<'a>> = answers.iter().map(row).collect();
    each!(&mut *tx.conn, |c| insert_into(application_answer::table).values(&rows).execute(c))?;
    diesel::update(application::table.find(Ref(id)))
        .set(application::grid_version.eq(Some(version)))
        .execute(tx.conn)?;
    Ok(())
}

/// The files of an application, in the order in which they were attached.
pub(crate) fn evidence(conn: &mut AnyConn, id: ApplicationId) -> Result<Vec<Evidence>, Fault> {
    let rows: Vec<(Ref<File>, String, i64)> = application_evidence::table
        .filter(application_evidence::application_id.eq(Ref(id)))
        .order((application_evidence::at, application_evidence::file_id))
        .select((application_evidence::file_id, application_evidence::criterion, application_evidence::at))
        .load(conn)?;
    let ids: Vec<FileId> = rows.iter().map(|(file, _, _)| file.0).collect();
    let known = files::known(conn, &ids)?;
    let evidence = |(file, criterion, at): (Ref<File>, String, i64)| {
        let facts = known.get(&file.0)?;
        Some(Evidence { file: file.0, name: facts.name.clone(), bytes: facts.bytes, criterion, at: At(at) })
    };
    Ok(rows.into_iter().filter_map(evidence).collect())
}

/// Whether this file belongs to this application.
pub(crate) fn is_evidence(conn: &mut AnyConn, id: ApplicationId, file: FileId) -> Result<bool, Fault> {
    let held: i64 = application_evidence::table.find((Ref(id), Ref(file))).count().get_result(conn)?;
    Ok(held == 1)
}

pub(crate) fn attach(
    tx: &mut Tx<'_>,
    id: ApplicationId,
    file: FileId,
    criterion: &str,
    author: PersonId,
) -> Result<(), Fault> {
    let values = (
        application_evidence::application_id.eq(Ref(id)),
        application_evidence::file_id.eq(Ref(file)),
        application_evidence::criterion.eq(criterion),
        application_evidence::author.eq(Ref(author)),
        application_evidence::at.eq(tx.now().0),
    );
    insert_into(application_evidence::table).values(values).execute(tx.conn)?;
    Ok(())
}

/// What was written about an application, oldest first.
pub(crate) fn thread(conn: &mut AnyConn, id: ApplicationId) -> Result<Vec<Written>, Fault> {
    type Row = (Ref<Message>, Ref<Person>, String, i64, String);
    let rows: Vec<Row> = application_message::table
        .filter(application_message::application_id.eq(Ref(id)))
        .order((application_message::at, application_message::id))
        .select((
            application_message::id,
            application_message::author,
            application_message::side,
            application_message::at,
            application_message::body,
        ))
        .load(conn)?;
    let written = |(id, author, side, at, body): Row| Written {
        id: id.0,
        author: author.0,
        side: if side == Side::Operator.name() { Side::Operator } else { Side::Applicant },
        at: At(at),
        body,
    };
    Ok(rows.into_iter().map(written).collect())
}

pub(crate) fn write(tx: &mut Tx<'_>, application: ApplicationId, written: &Written) -> Result<(), Fault> {
    let values = (
        application_message::id.eq(Ref(written.id)),
        application_message::application_id.eq(Ref(application)),
        application_message::side.eq(written.side.name()),
        application_message::author.eq(Ref(written.author)),
        application_message::at.eq(written.at.0),
        application_message::body.eq(&written.body),
    );
    insert_into(application_message::table).values(values).execute(tx.conn)?;
    Ok(())
}

/// How many messages an application has.
pub(crate) fn length(conn: &mut AnyConn, id: ApplicationId) -> Result<i64, Fault> {
    Ok(application_message::table.filter(application_message::application_id.eq(Ref(id))).count().get_result(conn)?)
}

/// The draft of an organisation, and when it was last changed.
pub(crate) fn draft(conn: &mut AnyConn, organisation: StructureId) -> Result<Option<(String, i64)>, Fault> {
    Ok(application_draft::table
        .find(Ref(organisation))
        .select((application_draft::document, application_draft::changed_at))
        .first(conn)
        .optional()?)
}

/// Puts this draft in the place of the former one; an empty one leaves none.
pub(crate) fn put_draft(
    tx: &mut Tx<'_>,
    organisation: StructureId,
    author: PersonId,
    document: &str,
) -> Result<(), Fault> {
    delete(application_draft::table.find(Ref(organisation))).execute(tx.conn)?;
    if document.is_empty() {
        return Ok(());
    }
    let values = (
        application_draft::organisation.eq(Ref(organisation)),
        application_draft::document.eq(document),
        application_draft::author.eq(Ref(author)),
        application_draft::changed_at.eq(tx.now().0),
    );
    insert_into(application_draft::table).values(values).execute(tx.conn)?;
    Ok(())
}
