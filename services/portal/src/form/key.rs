//! The key of a form: drawn with the page, bound to the visit, and the idempotency key of what the form asks for.

use hmac::{Hmac, KeyInit, Mac};
use kernel::ids::Id;
use sha2::Sha256;

use crate::{portal::Portal, visitor::Visitor};

/// The name of the hidden field.
pub const KEY: &str = "cle";

/// What only marks an identifier as the key of a form.
enum FormKey {}

/// A new key, as the hidden field bears it: the key, a point, and who vouches for it.
pub(super) fn draw(portal: &Portal, visitor: &Visitor) -> String {
    let key: Id<FormKey> = portal.chance().id();
    format!("{key}.{}", voucher(portal, visitor, &key))
}

/// The key in a field that was sent; `None` when it was not drawn for this visit.
pub(super) fn read(portal: &Portal, visitor: &Visitor, sent: &str) -> Option<String> {
    let (key, vouched) = sent.split_once('.')?;
    let id: Id<FormKey> = key.parse().ok()?;
    let expected = voucher(portal, visitor, &id);
    let differ = expected.bytes().zip(vouched.bytes()).fold(0, |all, (one, other)| all | (one ^ other));
    (differ == 0 && expected.len() == vouched.len()).then(|| id.to_string())
}

fn voucher(portal: &Portal, visitor: &Visitor, key: &Id<FormKey>) -> String {
    let mut block = [0; 64];
    block.copy_from_slice(portal.forms());
    let mac = Hmac::<Sha256>::new(&block.into()).chain_update(visitor.visit()).chain_update(key.bytes());
    mac.finalize().into_bytes().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
