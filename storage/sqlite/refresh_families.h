// The tables `refresh_families` and `refresh_tokens`.
#pragma once

#include "storage/refresh_families.h"
#include "storage/sqlite/connection.h"

namespace rockpool::storage::sqlite {

class RefreshFamilies final : public storage::RefreshFamilies {
 public:
  explicit RefreshFamilies(Connection& connection) : connection_(connection) {}

  std::int64_t Insert(const RefreshFamily& family) override;
  std::optional<RefreshFamily> Find(std::int64_t number) const override;
  std::optional<RefreshFamily> FindByEvent(std::int64_t user, std::string_view event_id) const override;
  std::optional<FamilyStanding> FindStanding(std::int64_t user, std::string_view event_id) const override;
  bool Revoke(std::int64_t number) override;
  void RevokeAllOfUser(std::int64_t user) override;
  void RevokeAllOfDevice(std::int64_t user, std::string_view device_key) override;
  void InsertToken(const RefreshToken& token) override;
  std::optional<RefreshToken> FindToken(std::string_view digest) const override;
  bool UpdateToken(const RefreshToken& token) override;

 private:
  Connection& connection_;
};

}  // namespace rockpool::storage::sqlite
