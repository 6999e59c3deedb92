// All repositories as they stand inside one transaction. A reading transaction is const, and so offers only what reads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "storage/attempts.h"
#include "storage/auth_events.h"
#include "storage/authorization_codes.h"
#include "storage/browser_sessions.h"
#include "storage/codes.h"
#include "storage/credentials.h"
#include "storage/devices.h"
#include "storage/federation_states.h"
#include "storage/group_members.h"
#include "storage/identity_providers.h"
#include "storage/linked_identities.h"
#include "storage/messages.h"
#include "storage/page_flows.h"
#include "storage/pool_resources.h"
#include "storage/refresh_families.h"
#include "storage/server_records.h"
#include "storage/sign_in_sessions.h"
#include "storage/stand_ins.h"
#include "storage/used_assertions.h"
#include "storage/user_import_jobs.h"
#include "storage/user_pools.h"
#include "storage/user_sessions.h"
#include "storage/users.h"
#include "storage/web_authn_credentials.h"

namespace rockpool::storage {

class Transaction {
 public:
  virtual ~Transaction() = default;

  virtual UserPools& user_pools() = 0;
  virtual const UserPools& user_pools() const = 0;
  virtual IdentityProviders& identity_providers() = 0;
  virtual const IdentityProviders& identity_providers() const = 0;
  virtual PoolResources& resources(ResourceKind kind) = 0;
  virtual const PoolResources& resources(ResourceKind kind) const = 0;
  // Of the app client with that id, in whichever pool; nullopt if there is none.
  virtual std::optional<AppClientVersion> FindAppClientVersion(std::string_view client_id) const = 0;
  virtual Users& users() = 0;
  virtual const Users& users() const = 0;
  virtual GroupMembers& group_members() = 0;
  virtual const GroupMembers& group_members() const = 0;
  virtual CredentialsOfUsers& credentials() = 0;
  virtual const CredentialsOfUsers& credentials() const = 0;
  virtual Devices& devices() = 0;
  virtual const Devices& devices() const = 0;
  virtual Codes& codes() = 0;
  virtual const Codes& codes() const = 0;
  virtual AttemptsOfSubjects& attempts() = 0;
  virtual const AttemptsOfSubjects& attempts() const = 0;
  virtual SignInSessions& sign_in_sessions() = 0;
  virtual const SignInSessions& sign_in_sessions() const = 0;
  virtual RefreshFamilies& refresh_families() = 0;
  virtual const RefreshFamilies& refresh_families() const = 0;
  virtual UserSessions& user_sessions() = 0;
  virtual const UserSessions& user_sessions() const = 0;
  virtual AuthorizationCodes& authorization_codes() = 0;
  virtual const AuthorizationCodes& authorization_codes() const = 0;
  virtual BrowserSessions& browser_sessions() = 0;
  virtual const BrowserSessions& browser_sessions() const = 0;
  virtual PageFlows& page_flows() = 0;
  virtual const PageFlows& page_flows() const = 0;
  virtual LinkedIdentities& linked_identities() = 0;
  virtual const LinkedIdentities& linked_identities() const = 0;
  virtual FederationStates& federation_states() = 0;
  virtual const FederationStates& federation_states() const = 0;
  virtual UsedAssertions& used_assertions() = 0;
  virtual const UsedAssertions& used_assertions() const = 0;
  virtual StandIns& stand_ins() = 0;
  virtual const StandIns& stand_ins() const = 0;
  virtual UserImportJobs& user_import_jobs() = 0;
  virtual const UserImportJobs& user_import_jobs() const = 0;
  virtual AuthEvents& auth_events() = 0;
  virtual const AuthEvents& auth_events() const = 0;
  virtual WebAuthnCredentials& web_authn_credentials() = 0;
  virtual const WebAuthnCredentials& web_authn_credentials() const = 0;
  virtual Messages& messages() = 0;
  virtual const Messages& messages() const = 0;
  virtual KeyPairs& key_pairs() = 0;
  virtual const KeyPairs& key_pairs() const = 0;
  virtual Properties& properties() = 0;
  virtual const Properties& properties() const = 0;
  virtual ProvisionedLimits& provisioned_limits() = 0;
  virtual const ProvisionedLimits& provisioned_limits() const = 0;

  // Of the contents: another number since each Store::ReplaceContentsWith, never one that the store has had before. Survives a restart.
  virtual std::int64_t generation() const = 0;

  // Removes up to `limit` rows of each kind that has expired before `now_millis` by the clock of the domain. Readers who look at the date
  // see no difference.
  virtual void SweepExpired(std::int64_t now_millis, std::size_t limit) = 0;

  // Removes about `limit` rows (at least 1) of what was deleted before and was too much to go in one write. True if there may be more.
  // Readers see no difference. A store calls it by itself, in writes of its own between those of others.
  virtual bool SweepSome(std::size_t limit) = 0;
};

}  // namespace rockpool::storage
