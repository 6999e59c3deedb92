// What is read from an identity provider's SAML metadata. Where the metadata comes from is remote_documents' affair; signatures over it are
// not checked, as AWS does not ask for them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/util/clock.h"

namespace rockpool::identity_providers {

struct SamlMetadata {
  std::string entity_id;
  std::string sso_redirect_uri;                   // http or https
  std::optional<std::string> slo_redirect_uri;    // likewise
  std::vector<std::string> signing_certificates;  // base64 of DER, without white space; all that are declared, expired or not

  // For how long who has fetched it may go by it: the least of what validUntil and cacheDuration say on the entity, its role and the list
  // that it stands in. One that is unreadable, or counts in months, says nothing.
  std::optional<util::EpochMillis> valid_until;
  std::optional<util::EpochMillis> cache_millis;
};

// `xml` may be anything. Throws api::InvalidParameterException with AWS's texts: not metadata, no HTTP-Redirect sign-on, signing
// certificates of which none is valid at `now` (wall time: a real peer signs with them). Takes milliseconds, so not on an I/O thread. Any
// thread.
SamlMetadata ParseSamlMetadata(std::string_view xml, util::EpochMillis now);

// The same for a sign-in, which looks at no certificate's time. Throws api::InvalidParameterException for the other faults.
SamlMetadata ReadSamlMetadata(std::string_view xml);

}  // namespace rockpool::identity_providers
