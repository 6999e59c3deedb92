// The repositories over one connection. Beginning and ending the transaction is the store's.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "storage/sqlite/auth_events.h"
#include "storage/sqlite/codes.h"
#include "storage/sqlite/connection.h"
#include "storage/sqlite/credentials.h"
#include "storage/sqlite/devices.h"
#include "storage/sqlite/federation.h"
#include "storage/sqlite/graveyard.h"
#include "storage/sqlite/group_members.h"
#include "storage/sqlite/messages.h"
#include "storage/sqlite/pages.h"
#include "storage/sqlite/refresh_families.h"
#include "storage/sqlite/repositories.h"
#include "storage/sqlite/revision.h"
#include "storage/sqlite/sign_in_sessions.h"
#include "storage/sqlite/user_import_jobs.h"
#include "storage/sqlite/user_sessions.h"
#include "storage/sqlite/users.h"
#include "storage/sqlite/web_authn_credentials.h"
#include "storage/transaction.h"

namespace rockpool::storage::sqlite {

class Transaction final : public storage::Transaction {
 public:
  // `generation` is that of the contents, if the caller knows it.
  explicit Transaction(Connection& connection, std::optional<std::int64_t> generation = std::nullopt)
      : connection_(connection),
        generation_(generation),
        graveyard_(connection),
        user_pools_(connection, graveyard_),
        identity_providers_(connection),
        resources_(ResourcesOf(connection, graveyard_, std::make_index_sequence<kResourceKinds>())),
        users_(connection, graveyard_),
        group_members_(connection),
        credentials_(connection),
        devices_(connection),
        codes_(connection),
        attempts_(connection),
        sign_in_sessions_(connection),
        refresh_families_(connection),
        user_sessions_(connection),
        authorization_codes_(connection),
        browser_sessions_(connection),
        page_flows_(connection),
        linked_identities_(connection),
        federation_states_(connection),
        used_assertions_(connection),
        stand_ins_(connection),
        user_import_jobs_(connection),
        auth_events_(connection),
        web_authn_credentials_(connection),
        messages_(connection),
        key_pairs_(connection),
        properties_(connection),
        provisioned_limits_(connection) {}

  storage::UserPools& user_pools() override { return user_pools_; }
  const storage::UserPools& user_pools() const override { return user_pools_; }
  storage::IdentityProviders& identity_providers() override { return identity_providers_; }
  const storage::IdentityProviders& identity_providers() const override { return identity_providers_; }
  storage::PoolResources& resources(ResourceKind kind) override { return resources_.at(static_cast<std::size_t>(kind)); }
  const storage::PoolResources& resources(ResourceKind kind) const override { return resources_.at(static_cast<std::size_t>(kind)); }
  std::optional<AppClientVersion> FindAppClientVersion(std::string_view client_id) const override {
    return sqlite::FindAppClientVersion(connection_, client_id);
  }
  storage::Users& users() override { return users_; }
  const storage::Users& users() const override { return users_; }
  storage::GroupMembers& group_members() override { return group_members_; }
  const storage::GroupMembers& group_members() const override { return group_members_; }
  storage::CredentialsOfUsers& credentials() override { return credentials_; }
  const storage::CredentialsOfUsers& credentials() const override { return credentials_; }
  storage::Devices& devices() override { return devices_; }
  const storage::Devices& devices() const override { return devices_; }
  storage::Codes& codes() override { return codes_; }
  const storage::Codes& codes() const override { return codes_; }
  storage::AttemptsOfSubjects& attempts() override { return attempts_; }
  const storage::AttemptsOfSubjects& attempts() const override { return attempts_; }
  storage::SignInSessions& sign_in_sessions() override { return sign_in_sessions_; }
  const storage::SignInSessions& sign_in_sessions() const override { return sign_in_sessions_; }
  storage::RefreshFamilies& refresh_families() override { return refresh_families_; }
  const storage::RefreshFamilies& refresh_families() const override { return refresh_families_; }
  storage::UserSessions& user_sessions() override { return user_sessions_; }
  const storage::UserSessions& user_sessions() const override { return user_sessions_; }
  storage::AuthorizationCodes& authorization_codes() override { return authorization_codes_; }
  const storage::AuthorizationCodes& authorization_codes() const override { return authorization_codes_; }
  storage::BrowserSessions& browser_sessions() override { return browser_sessions_; }
  const storage::BrowserSessions& browser_sessions() const override { return browser_sessions_; }
  storage::PageFlows& page_flows() override { return page_flows_; }
  const storage::PageFlows& page_flows() const override { return page_flows_; }
  storage::LinkedIdentities& linked_identities() override { return linked_identities_; }
  const storage::LinkedIdentities& linked_identities() const override { return linked_identities_; }
  storage::FederationStates& federation_states() override { return federation_states_; }
  const storage::FederationStates& federation_states() const override { return federation_states_; }
  storage::UsedAssertions& used_assertions() override { return used_assertions_; }
  const storage::UsedAssertions& used_assertions() const override { return used_assertions_; }
  storage::StandIns& stand_ins() override { return stand_ins_; }
  const storage::StandIns& stand_ins() const override { return stand_ins_; }
  storage::UserImportJobs& user_import_jobs() override { return user_import_jobs_; }
  const storage::UserImportJobs& user_import_jobs() const override { return user_import_jobs_; }
  storage::AuthEvents& auth_events() override { return auth_events_; }
  const storage::AuthEvents& auth_events() const override { return auth_events_; }
  storage::WebAuthnCredentials& web_authn_credentials() override { return web_authn_credentials_; }
  const storage::WebAuthnCredentials& web_authn_credentials() const override { return web_authn_credentials_; }
  storage::Messages& messages() override { return messages_; }
  const storage::Messages& messages() const override { return messages_; }
  storage::KeyPairs& key_pairs() override { return key_pairs_; }
  const storage::KeyPairs& key_pairs() const override { return key_pairs_; }
  storage::Properties& properties() override { return properties_; }
  const storage::Properties& properties() const override { return properties_; }
  storage::ProvisionedLimits& provisioned_limits() override { return provisioned_limits_; }
  const storage::ProvisionedLimits& provisioned_limits() const override { return provisioned_limits_; }
  std::int64_t generation() const override {
    if (!generation_) {
      generation_ = GenerationOf(connection_);
    }
    return *generation_;
  }

  void SweepExpired(std::int64_t now_millis, std::size_t limit) override { graveyard_.SweepExpired(now_millis, limit); }
  bool SweepSome(std::size_t limit) override { return graveyard_.SweepSome(limit); }

  // Whether it has left something to sweep once it is committed.
  bool has_buried() const { return graveyard_.has_buried(); }

 private:
  template <std::size_t... Kinds>
  static std::array<PoolResources, kResourceKinds> ResourcesOf(Connection& connection, Graveyard& graveyard,
                                                               std::index_sequence<Kinds...>) {
    return {PoolResources(connection, graveyard, static_cast<ResourceKind>(Kinds))...};
  }

  Connection& connection_;
  mutable std::optional<std::int64_t> generation_;  // as this moment has it: it changes between transactions alone
  Graveyard graveyard_;
  UserPools user_pools_;
  IdentityProviders identity_providers_;
  std::array<PoolResources, kResourceKinds> resources_;
  Users users_;
  GroupMembers group_members_;
  CredentialsOfUsers credentials_;
  Devices devices_;
  Codes codes_;
  AttemptsOfSubjects attempts_;
  SignInSessions sign_in_sessions_;
  RefreshFamilies refresh_families_;
  UserSessions user_sessions_;
  AuthorizationCodes authorization_codes_;
  BrowserSessions browser_sessions_;
  PageFlows page_flows_;
  LinkedIdentities linked_identities_;
  FederationStates federation_states_;
  UsedAssertions used_assertions_;
  StandIns stand_ins_;
  UserImportJobs user_import_jobs_;
  AuthEvents auth_events_;
  WebAuthnCredentials web_authn_credentials_;
  Messages messages_;
  KeyPairs key_pairs_;
  Properties properties_;
  ProvisionedLimits provisioned_limits_;
};

}  // namespace rockpool::storage::sqlite
