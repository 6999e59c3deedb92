// Sign-ins under way: one row for each question that was asked and not answered yet, found by the digest of the session string.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rockpool::storage {

struct SignInSession {
  std::string digest;  // bytes: of the session string; unique in the store, never empty
  std::string user_pool_id;
  std::string client_id;
  std::optional<std::int64_t> user;  // nullopt: nobody, who is asked all the same
  std::string challenge;             // the question, as the API names it
  std::string document;              // JSON, opaque to storage: what has been proved, what is expected
  bool is_used = false;              // answered: kept so that a second answer can be told why it is refused
  std::int64_t wrong_answers = 0;
  std::int64_t expires_millis = 0;

  bool operator==(const SignInSession&) const = default;
};

// They end with their client and their user. What expired is found until it is swept.
class SignInSessions {
 public:
  virtual ~SignInSessions() = default;

  // Requires: the client exists in the pool, and so does the user if there is one (std::logic_error if not). Throws Conflict if there is
  // one of that digest.
  virtual void Insert(const SignInSession& session) = 0;
  virtual std::optional<SignInSession> Find(std::string_view digest) const = 0;

  // Overwrites challenge, document, is_used, wrong_answers, expires_millis. False if there is none.
  virtual bool Update(const SignInSession& session) = 0;

  // Marks the one of that digest as used, if it is not, and has the challenge and the date that are given still. False, with nothing
  // changed, if not, or if there is none.
  virtual bool UseUp(const SignInSession& session) = 0;

  // Of a user who must not go on with what he began: from then on nobody finds any of it. Costs the same however much that is; the rows go
  // when they expire.
  virtual void DeleteOfUser(std::int64_t user) = 0;
};

}  // namespace rockpool::storage
