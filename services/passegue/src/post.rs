//! The post: letters that wait are sent through a mail server, or kept for the demo's own mailbox.
//!
//! A letter that cannot be sent waits, longer each time, until it is of no use; meanwhile the lodge is told that mails are late.

use std::{
    collections::VecDeque,
    error::Error,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use kernel::clock::At;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox as Address, header::ContentType},
    transport::smtp,
};
use registry::identity::{
    letter::{self, Due, Letter},
    lodge::Lodge,
};
use store::{Fault, Reply, Trouble};
use tokio::{
    sync::Mutex as Round,
    time::{Instant, MissedTickBehavior, interval},
};

/// How often it is looked whether a letter waits.
const ROUND: Duration = Duration::from_secs(1);
/// How long a mail server may take for one letter.
const PATIENCE: Duration = Duration::from_secs(10);
const SWEPT_EVERY: Duration = Duration::from_secs(3600);
const AT_ONCE: i64 = 20;
/// The demo's mailbox forgets what is older.
const KEPT: usize = 200;

/// How letters leave.
#[derive(Clone)]
#[expect(clippy::large_enum_variant, reason = "one for the whole program")]
pub enum PostSettings {
    /// Through that server; the address may bear a password.
    Smtp(Server),
    /// Into a mailbox that everybody reads: the demo and the tests.
    Kept,
    /// Nothing was told: letters wait.
    Absent,
}

/// The kind, never an address.
impl std::fmt::Debug for PostSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Smtp(_) => "Smtp",
            Self::Kept => "Kept",
            Self::Absent => "Absent",
        })
    }
}

/// A mail server, and in whose name letters are sent.
#[derive(Clone)]
pub struct Server {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Address,
}

/// The settings of the mail server cannot be used; which one says what is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadServer {
    /// `smtp://host:port` or `smtps://name:password@host` is expected.
    Url,
    /// An address such as `Passegué <ne-pas-repondre@reseau.example>` is expected.
    From,
}

impl Server {
    /// A server by its address, such as `smtps://name:password@mail.example`.
    pub fn new(url: &str, from: &str) -> Result<Self, BadServer> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| BadServer::Url)?;
        let from = from.parse().map_err(|_| BadServer::From)?;
        Ok(Self { transport: transport.timeout(Some(PATIENCE)).build(), from })
    }

    async fn send(&self, letter: &Letter) -> Result<(), Lost> {
        let to = letter.to.as_str().parse().map_err(|_| Lost::Unwritable)?;
        let message = Message::builder().from(self.from.clone()).to(to).subject(&letter.subject);
        let message = message.header(ContentType::TEXT_PLAIN).body(letter.body.clone());
        let sent = self.transport.send(message.map_err(|_| Lost::Unwritable)?).await;
        sent.map(|_| ()).map_err(|error| Lost::because(&error))
    }
}

/// Why a letter did not leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lost {
    /// The server does not take it now, or takes none of ours; the number that it said, if any.
    Away(Option<u16>),
    /// It will never be taken.
    Unwritable,
}

/// What a server says of a mailbox (RFC 5321, 4.2.3): there is none, it is elsewhere, its name is not allowed.
const OF_THE_MAILBOX: [u16; 3] = [550, 551, 553];
/// The same numbers also say that we may not send; servers then add a code of this class (RFC 3463, 3.8).
const NOT_ALLOWED: &str = "5.7.";

impl Lost {
    /// Only what is said of the mailbox loses a letter: a wrong password or a server that does not know us is mended by whoever
    /// runs the network, and the letters leave then. What a server says may quote an address: the number alone is for the log.
    fn because(error: &smtp::Error) -> Self {
        let number = error.status().map(u16::from);
        let text = error.source().map(ToString::to_string).unwrap_or_default();
        let of_the_mailbox = number.is_some_and(|number| OF_THE_MAILBOX.contains(&number));
        if of_the_mailbox && !text.starts_with(NOT_ALLOWED) { Self::Unwritable } else { Self::Away(number) }
    }
}

/// A letter that was kept, and when.
#[derive(Clone, Debug)]
pub struct KeptLetter {
    /// When it would have been sent.
    pub at: At,
    /// What it says.
    pub letter: Letter,
}

/// The demo's mailbox; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Mailbox(Arc<Mutex<VecDeque<KeptLetter>>>);

impl Mailbox {
    /// What was kept, newest first.
    pub fn letters(&self) -> Vec<KeptLetter> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().rev().cloned().collect()
    }

    fn put(&self, at: At, letter: Letter) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_back(KeptLetter { at, letter });
        if kept.len() > KEPT {
            kept.pop_front();
        }
    }
}

/// As the page of the demo shows it.
impl portal::Letterbox for Mailbox {
    fn letters(&self) -> Vec<portal::Letter> {
        let shown = |kept: KeptLetter| portal::Letter {
            at: kept.at,
            to: kept.letter.to.as_str().to_owned(),
            subject: kept.letter.subject,
            body: kept.letter.body,
        };
        Self::letters(self).into_iter().map(shown).collect()
    }
}

/// Whoever carries the letters of one centre; cheap to clone.
#[derive(Clone)]
pub struct Post {
    lodge: Lodge,
    way: Way,
    /// Held by the round under way.
    round: Arc<Round<()>>,
}

#[derive(Clone)]
#[expect(clippy::large_enum_variant, reason = "one for the whole program")]
enum Way {
    Smtp(Server),
    Kept(Mailbox),
    Absent,
}

impl Post {
    /// Carries the letters of that lodge.
    pub fn new(lodge: Lodge, settings: PostSettings) -> Self {
        let way = match settings {
            PostSettings::Smtp(server) => Way::Smtp(server),
            PostSettings::Kept => Way::Kept(Mailbox::default()),
            PostSettings::Absent => Way::Absent,
        };
        lodge.tell_post(matches!(way, Way::Absent));
        Self { lodge, way, round: Arc::default() }
    }

    /// The mailbox, where letters are kept instead of being sent.
    pub const fn mailbox(&self) -> Option<&Mailbox> {
        match &self.way {
            Way::Kept(mailbox) => Some(mailbox),
            Way::Smtp(_) | Way::Absent => None,
        }
    }

    /// Carries what waits, now; what another round has taken has left by then as well. Stops at the first letter that the server
    /// does not take: the others would fare alike.
    pub async fn carry(&self) -> Reply<()> {
        let _round = self.round.lock().await;
        if matches!(self.way, Way::Absent) {
            return Ok(());
        }
        let store = self.lodge.store();
        for due in letter::due(store, self.lodge.secrets(), AT_ONCE).await? {
            let id = due.id;
            if !letter::claim(store, id).await? {
                continue;
            }
            let sent = self.send(due).await;
            self.lodge.tell_post(matches!(sent, Err(Lost::Away(_))));
            match sent {
                Ok(()) => letter::sent(store, id).await?,
                Err(Lost::Unwritable) => {
                    tracing::warn!(letter.id = %id, "a letter cannot be sent to its address");
                    letter::given_up(store, id).await?;
                }
                Err(Lost::Away(number)) => {
                    tracing::warn!(letter.id = %id, smtp.code = number, "the mail server does not take letters; they wait");
                    return letter::failed(store, id).await;
                }
            }
        }
        Ok(())
    }

    async fn send(&self, due: Due) -> Result<(), Lost> {
        let letter = due.letter.ok_or(Lost::Unwritable)?;
        match &self.way {
            Way::Smtp(server) => server.send(&letter).await,
            Way::Kept(mailbox) => {
                mailbox.put(self.lodge.store().now(), letter);
                Ok(())
            }
            Way::Absent => Err(Lost::Away(None)),
        }
    }

    /// Carries letters for ever, and forgets each hour what served: spawn it, abort it to stop.
    pub async fn keep(self) {
        let mut ticks = interval(ROUND);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut swept = Instant::now();
        loop {
            ticks.tick().await;
            warn(self.carry().await);
            if swept.elapsed() >= SWEPT_EVERY {
                swept = Instant::now();
                warn(letter::sweep(self.lodge.store()).await);
            }
        }
    }
}

impl std::fmt::Debug for Post {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Post")
    }
}

fn warn(done: Reply<()>) {
    let fault = match done {
        Ok(()) => return,
        Err(Trouble::Broken(fault)) => fault,
        Err(Trouble::Refused(refusal)) => Fault::broken(refusal.code),
    };
    tracing::warn!(cause = %fault, "letters were not carried");
}
