// How often something was tried in vain, by whom: for lockouts and limits. The subject may be somebody who does not exist.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rockpool::storage {

struct Attempts {
  std::string user_pool_id;
  std::string subject;  // a username, or a name of nobody
  std::string kind;     // unique for the pool and subject
  std::int64_t count = 0;
  std::int64_t first_millis = 0;
  std::int64_t last_millis = 0;
  std::int64_t expires_millis = 0;

  bool operator==(const Attempts&) const = default;
};

// They end with their pool. What expired is found until it is swept.
class AttemptsOfSubjects {
 public:
  virtual ~AttemptsOfSubjects() = default;

  virtual std::optional<Attempts> Find(std::string_view user_pool_id, std::string_view subject, std::string_view kind) const = 0;

  // In place of what there is. Requires: the pool exists (std::logic_error if not).
  virtual void Put(const Attempts& attempts) = 0;

  // Of one kind. False if there were none.
  virtual bool Delete(std::string_view user_pool_id, std::string_view subject, std::string_view kind) = 0;
};

}  // namespace rockpool::storage
