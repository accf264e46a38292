//! The bytes that are held for clients, who may be slow: bodies that arrive and answers that are not read yet.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Limits;

pub struct Backlog {
    most: usize,
    most_of_one: usize,
    held: Mutex<Held>,
}

/// By whom bytes are counted. What the public leaves unread takes nothing from the others, even behind one proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Client {
    pub address: IpAddr,
    pub is_public: bool,
}

#[derive(Default)]
struct Held {
    public: usize,
    others: usize,
    by_client: HashMap<Client, usize>,
}

impl Backlog {
    pub fn new(limits: &Limits) -> Self {
        Self { most: limits.held, most_of_one: limits.held_for_one, held: Mutex::default() }
    }

    /// Whether so many bytes more may be held for this client.
    pub fn has_room(&self, client: Client, bytes: usize) -> bool {
        self.lock().fits(self, client, bytes)
    }

    /// Counts bytes if there is room for them.
    pub fn try_add(&self, client: Client, bytes: usize) -> bool {
        let mut held = self.lock();
        let fits = held.fits(self, client, bytes);
        if fits {
            held.add(client, bytes);
        }
        fits
    }

    pub fn add(&self, client: Client, bytes: usize) {
        self.lock().add(client, bytes);
    }

    pub fn remove(&self, client: Client, bytes: usize) {
        self.lock().remove(client, bytes);
    }

    fn lock(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    fn fits(&self, limits: &Backlog, client: Client, bytes: usize) -> bool {
        let all = if client.is_public { self.public } else { self.others };
        let of_one = self.by_client.get(&client).copied().unwrap_or_default();
        all + bytes <= limits.most && of_one + bytes <= limits.most_of_one
    }

    fn add(&mut self, client: Client, bytes: usize) {
        *self.all(client) += bytes;
        *self.by_client.entry(client).or_default() += bytes;
    }

    fn remove(&mut self, client: Client, bytes: usize) {
        let all = self.all(client);
        *all = all.saturating_sub(bytes);
        let of_one = self.by_client.get(&client).copied().unwrap_or_default().saturating_sub(bytes);
        if of_one == 0 {
            self.by_client.remove(&client);
        } else {
            self.by_client.insert(client, of_one);
        }
    }

    fn all(&mut self, client: Client) -> &mut usize {
        if client.is_public { &mut self.public } else { &mut self.others }
    }
}

impl Client {
    /// Somebody who has not shown a token yet. Whoever has one IPv6 address has its whole network of 64 bits.
    pub fn at(address: IpAddr) -> Self {
        let address = match address.to_canonical() {
            IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
            address @ IpAddr::V4(_) => address,
        };
        Self { address, is_public: true }
    }
}

#[cfg(test)]
mod tests {
    use super::{Backlog, Client, Limits};

    fn at(address: &str) -> Client {
        Client::at(address.parse().expect("an address"))
    }

    #[test]
    fn there_is_a_cap_for_each_client_and_one_for_all() {
        let backlog = Backlog::new(&Limits { held: 10, held_for_one: 6, ..Limits::default() });
        let (one, other) = (at("10.0.0.1"), at("10.0.0.2"));
        assert!(backlog.try_add(one, 6));
        assert!(!backlog.try_add(one, 1), "the first client's cap");
        assert!(!backlog.try_add(other, 5), "the cap of all");
        assert!(backlog.try_add(other, 4));
        assert!(backlog.has_room(Client { is_public: false, ..one }, 6), "the public takes nothing from the others");
        backlog.remove(one, 6);
        assert!(backlog.has_room(one, 6));
        backlog.remove(other, 4);
        assert!(backlog.lock().by_client.is_empty());
    }

    #[test]
    fn a_client_is_counted_by_its_address_or_its_network() {
        for (address, counted) in
            [("10.0.0.1", "10.0.0.1"), ("::ffff:10.0.0.1", "10.0.0.1"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
        {
            assert_eq!(at(address).address.to_string(), counted);
        }
    }
}
