// What a sign-in left behind that tokens rest on: a family, which all its refresh tokens and access tokens belong to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rockpool::storage {

struct RefreshFamily {
  std::int64_t number = 0;  // drawn by the store at the insert, never used again
  std::string origin_jti;   // of the tokens; nobody is looked up by it
  std::string event_id;     // unique among the user's, never empty
  std::string user_pool_id;
  std::string client_id;
  std::int64_t user = 0;
  std::optional<std::string> device_key = std::nullopt;  // of the device that it goes with
  std::string document;                                  // JSON, opaque to storage: issuer, scopes and whatever else its tokens repeat
  std::int64_t authenticated_millis = 0;
  std::int64_t expires_millis = 0;  // of its refresh tokens; it is kept until `kept_until_millis`
  std::int64_t kept_until_millis = 0;
  bool is_revoked = false;

  bool operator==(const RefreshFamily&) const = default;
};

// What every call with an access token asks of its family.
struct FamilyStanding {
  std::int64_t number = 0;
  std::string client_id;
  bool is_revoked = false;

  bool operator==(const FamilyStanding&) const = default;
};

struct RefreshToken {
  std::string digest;  // bytes: unique in the store, never empty
  std::int64_t family = 0;
  // When it stops working because another took its place; nullopt: it is the newest.
  std::optional<std::int64_t> replaced_until_millis;

  bool operator==(const RefreshToken&) const = default;
};

// Families end with their client and their user, tokens with their family. What expired is found until it is swept.
class RefreshFamilies {
 public:
  virtual ~RefreshFamilies() = default;

  // Requires: the client exists in the pool and so does the user (std::logic_error if not). Throws Conflict if the user has
  // one of that event_id. Returns the number.
  virtual std::int64_t Insert(const RefreshFamily& family) = 0;
  virtual std::optional<RefreshFamily> Find(std::int64_t number) const = 0;
  virtual std::optional<RefreshFamily> FindByEvent(std::int64_t user, std::string_view event_id) const = 0;
  // Of what FindByEvent finds.
  virtual std::optional<FamilyStanding> FindStanding(std::int64_t user, std::string_view event_id) const = 0;

  // False if there is none.
  virtual bool Revoke(std::int64_t number) = 0;
  virtual void RevokeAllOfUser(std::int64_t user) = 0;

  // Of the user's families that go with the device: takes refresh tokens and sessions. They go with none then; access tokens live on.
  virtual void RevokeAllOfDevice(std::int64_t user, std::string_view device_key) = 0;

  // Throws Conflict if the digest is taken. Requires: the family exists (std::logic_error if not).
  virtual void InsertToken(const RefreshToken& token) = 0;
  virtual std::optional<RefreshToken> FindToken(std::string_view digest) const = 0;

  // Overwrites replaced_until_millis. False if there is none.
  virtual bool UpdateToken(const RefreshToken& token) = 0;
};

}  // namespace rockpool::storage
