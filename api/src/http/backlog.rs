//! The bytes of answers that wait for their clients to read them: in all, and for each address.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Limits;

pub struct Backlog {
    most: usize,
    most_of_one: usize,
    waiting: Mutex<Waiting>,
}

#[derive(Default)]
struct Waiting {
    all: usize,
    by_address: HashMap<IpAddr, usize>,
}

impl Backlog {
    pub fn new(limits: &Limits) -> Self {
        Self { most: limits.waiting, most_of_one: limits.waiting_of_one, waiting: Mutex::default() }
    }

    /// Whether so many bytes more may wait for this client.
    pub fn has_room(&self, client: IpAddr, bytes: usize) -> bool {
        self.lock().fits(self, client, bytes)
    }

    /// Counts bytes if there is room for them.
    pub fn try_add(&self, client: IpAddr, bytes: usize) -> bool {
        let mut waiting = self.lock();
        let fits = waiting.fits(self, client, bytes);
        if fits {
            waiting.add(client, bytes);
        }
        fits
    }

    pub fn add(&self, client: IpAddr, bytes: usize) {
        self.lock().add(client, bytes);
    }

    pub fn remove(&self, client: IpAddr, bytes: usize) {
        self.lock().remove(client, bytes);
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    fn fits(&self, limits: &Backlog, client: IpAddr, bytes: usize) -> bool {
        let of_one = self.by_address.get(&client).copied().unwrap_or_default();
        self.all + bytes <= limits.most && of_one + bytes <= limits.most_of_one
    }

    fn add(&mut self, client: IpAddr, bytes: usize) {
        self.all += bytes;
        *self.by_address.entry(client).or_default() += bytes;
    }

    fn remove(&mut self, client: IpAddr, bytes: usize) {
        self.all = self.all.saturating_sub(bytes);
        let of_one = self.by_address.get(&client).copied().unwrap_or_default().saturating_sub(bytes);
        if of_one == 0 {
            self.by_address.remove(&client);
        } else {
            self.by_address.insert(client, of_one);
        }
    }
}

/// By what a client is counted. Whoever has one IPv6 address has its whole network of 64 bits.
pub fn client(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::{Backlog, Limits, client};

    #[test]
    fn there_is_a_cap_for_each_client_and_one_for_all() {
        let backlog = Backlog::new(&Limits { waiting: 10, waiting_of_one: 6, ..Limits::default() });
        let [one, other] = ["10.0.0.1", "10.0.0.2"].map(|address| client(address.parse().expect("an address")));
        assert!(backlog.try_add(one, 6));
        assert!(!backlog.try_add(one, 1), "the first client's cap");
        assert!(!backlog.try_add(other, 5), "the cap of all");
        assert!(backlog.try_add(other, 4));
        backlog.remove(one, 6);
        assert!(backlog.has_room(one, 6));
        backlog.remove(other, 4);
        assert!(backlog.lock().by_address.is_empty());
    }

    #[test]
    fn a_client_is_counted_by_its_address_or_its_network() {
        for (address, counted) in
            [("10.0.0.1", "10.0.0.1"), ("::ffff:10.0.0.1", "10.0.0.1"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
        {
            assert_eq!(client(address.parse().expect("an address")).to_string(), counted);
        }
    }
}
