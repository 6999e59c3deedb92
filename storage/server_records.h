// What belongs to no user pool: what the server itself must remember, its key pairs, the limits of accounts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rockpool::storage {

// What the server itself must remember over a restart, by name.
class Properties {
 public:
  virtual ~Properties() = default;

  virtual std::optional<std::string> Find(std::string_view name) const = 0;

  // Bytes of any kind, the zero byte included.
  virtual void Put(std::string_view name, std::string_view value) = 0;
};

// The server's stock of key pairs: spares, which nobody has had, and some of those that were handed out, for those who may share one.
// Like properties they belong to the server: they survive a restart, and ReplaceContentsWith leaves them.
struct KeyPair {
  std::int64_t number = 0;  // tells it apart from others that the stock holds now; may come again when it has left the stock
  std::string private_key;  // opaque to storage

  bool operator==(const KeyPair&) const = default;
};

class KeyPairs {
 public:
  virtual ~KeyPairs() = default;

  virtual void AddSpare(std::string_view private_key) = 0;

  // As one that was handed out once, as TakeSpare leaves it.
  virtual KeyPair AddTaken(std::string_view private_key) = 0;

  // The oldest spare, which is handed out from now on and never a spare again unless it is put back; nullopt if there is none.
  virtual std::optional<KeyPair> TakeSpare() = 0;

  // One that was handed out already, the least often used, and not `unlike`, a private key (empty: any); nullopt if there is none.
  virtual std::optional<KeyPair> Share(std::string_view unlike) = 0;

  // Makes a taken key pair a spare again. False, and nothing happens, if it was shared meanwhile or has left the stock.
  virtual bool PutBack(const KeyPair& taken) = 0;

  // Of those that were handed out the `most` least used stay.
  virtual void ForgetTakenBut(std::size_t most) = 0;

  // Costs what it counts.
  virtual std::size_t CountSpares() const = 0;
};

// The limits that accounts have set for themselves. They belong to an account and a region, not to a user pool.
struct ProvisionedLimit {
  std::string account;
  std::string region;
  std::string name;  // unique in the account and region, never empty
  std::int64_t value = 0;
};

// Text compares as bytes everywhere.
class ProvisionedLimits {
 public:
  virtual ~ProvisionedLimits() = default;

  // The value that was put last; nullopt if none was.
  virtual std::optional<std::int64_t> Find(std::string_view account, std::string_view region, std::string_view name) const = 0;

  virtual void Put(const ProvisionedLimit& limit) = 0;
};

}  // namespace rockpool::storage
