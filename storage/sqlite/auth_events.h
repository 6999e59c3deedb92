// The table `auth_events`.
#pragma once

#include "storage/auth_events.h"
#include "storage/sqlite/connection.h"

namespace rockpool::storage::sqlite {

class AuthEvents final : public storage::AuthEvents {
 public:
  explicit AuthEvents(Connection& connection) : connection_(connection) {}

  std::int64_t Insert(const AuthEvent& event) override;
  bool Update(const AuthEvent& event) override;
  std::optional<AuthEvent> Find(std::int64_t user, std::string_view event_id) const override;
  std::optional<AuthEvent> FindOf(std::int64_t user, std::string_view event_id, std::int64_t creation_millis) const override;
  std::vector<AuthEvent> List(std::int64_t user, std::optional<AuthEventPlace> before, std::size_t limit) const override;
  void SweepExpired(std::int64_t now_millis, std::size_t limit) override;

 private:
  Connection& connection_;
};

}  // namespace rockpool::storage::sqlite
