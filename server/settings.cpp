#include "server/settings.h"

namespace rockpool {

storage::sqlite::Options StorageOptions(const Options& options) {
  using storage::sqlite::Durability;
  return {options.database, options.durability == DurabilityLevel::kFull ? Durability::kPower : Durability::kProcess};
}

identity_providers::Settings IdentityProviderSettings(const Options& options) {
  using identity_providers::Settings;
  Settings settings;
  settings.any_social_scopes = options.social_scopes == SocialScopes::kAny;
  settings.update_mode =
      options.provider_details_update == ProviderDetailsUpdate::kReplace ? Settings::UpdateMode::kReplace : Settings::UpdateMode::kMerge;
  switch (options.remote_documents) {
    case RemoteDocumentsMode::kLocal:
      settings.remote_documents = Settings::RemoteDocuments::kLocal;
      break;
    case RemoteDocumentsMode::kOnline:
      settings.remote_documents = Settings::RemoteDocuments::kOnline;
      break;
    case RemoteDocumentsMode::kNever:
      settings.remote_documents = Settings::RemoteDocuments::kNever;
      break;
  }
  return settings;
}

world::Settings WorldSettings(const Options& options) {
  world::Settings settings;
  settings.Put(options.quotas);
  settings.Put(IdentityProviderSettings(options));
  return settings;
}

protocol::Settings ProtocolSettings(const Options& options) {
  protocol::Settings settings;
  settings.default_account = options.account;
  settings.default_region = options.region;
  settings.require_sigv4 = options.sigv4 == SignatureCheck::kRequire;
  settings.trusted_sites = {options.allowed_hosts, options.allowed_origins};
  return settings;
}

http::beast::Settings HttpSettings(const Options& options) {
  http::beast::Settings settings;
  settings.host = options.host;
  settings.port = options.port;
  settings.threads = options.threads;
  settings.max_waiting = options.max_waiting;
  settings.max_body_bytes = options.max_body_bytes;
  settings.max_request_memory = options.max_request_memory;
  settings.max_connections = options.max_connections;
  settings.stop_on_signals = true;
  return settings;
}

}  // namespace rockpool
