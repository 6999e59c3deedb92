// What the person who starts the server decides about identity providers: a part of the program's options, read by everybody.
#pragma once

namespace rockpool::identity_providers {

struct Settings {
  // Whether an update's ProviderDetails are merged into the stored ones or take their place.
  enum class UpdateMode { kMerge, kReplace };

  // Which hosts documents are fetched from: kLocal those of http::HostClass::kLocal, kOnline any that is not forbidden, kNever none.
  enum class RemoteDocuments { kLocal, kOnline, kNever };

  bool any_social_scopes = false;  // lifts the check that a social provider's scopes are documented ones
  UpdateMode update_mode = UpdateMode::kMerge;
  RemoteDocuments remote_documents = RemoteDocuments::kLocal;

  bool operator==(const Settings&) const = default;
};

}  // namespace rockpool::identity_providers
