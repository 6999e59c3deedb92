// The tables `linked_identities`, `federation_states`, `used_assertions` and `stand_ins`: what signing in through providers remembers.
#pragma once

#include "storage/federation_states.h"
#include "storage/linked_identities.h"
#include "storage/sqlite/connection.h"
#include "storage/stand_ins.h"
#include "storage/used_assertions.h"

namespace rockpool::storage::sqlite {

class LinkedIdentities final : public storage::LinkedIdentities {
 public:
  explicit LinkedIdentities(Connection& connection) : connection_(connection) {}

  void Insert(const LinkedIdentity& identity) override;
  std::optional<LinkedIdentity> Find(std::string_view user_pool_id, std::string_view provider, std::string_view attribute,
                                     std::string_view value) const override;
  std::optional<LinkedIdentity> FindFolded(std::string_view user_pool_id, std::string_view provider, std::string_view attribute,
                                           std::string_view folded) const override;
  bool Update(const LinkedIdentity& identity) override;
  std::vector<LinkedIdentity> ListOfUser(std::int64_t user) const override;
  std::vector<std::string> ListAttributes(std::string_view user_pool_id, std::string_view provider, std::size_t limit) const override;
  bool Delete(std::string_view user_pool_id, std::string_view provider, std::string_view attribute, std::string_view value) override;

 private:
  Connection& connection_;
};

class FederationStates final : public storage::FederationStates {
 public:
  explicit FederationStates(Connection& connection) : connection_(connection) {}

  void Insert(const FederationState& state) override;
  std::optional<FederationState> Find(std::string_view digest) const override;
  bool Delete(std::string_view digest) override;

 private:
  void ForgetOldest(std::int64_t newest);

  Connection& connection_;
};

class UsedAssertions final : public storage::UsedAssertions {
 public:
  explicit UsedAssertions(Connection& connection) : connection_(connection) {}

  bool Insert(const UsedAssertion& assertion) override;
  void SweepExpired(std::int64_t now_millis, std::size_t limit) override;

 private:
  Connection& connection_;
};

class StandIns final : public storage::StandIns {
 public:
  explicit StandIns(Connection& connection) : connection_(connection) {}

  std::optional<StandIn> Find(std::string_view user_pool_id, std::string_view provider) const override;
  std::optional<std::int64_t> FindRevision(std::string_view user_pool_id, std::string_view provider) const override;
  void Put(const StandIn& stand_in) override;
  bool Delete(std::string_view user_pool_id, std::string_view provider) override;

 private:
  Connection& connection_;
};

}  // namespace rockpool::storage::sqlite
