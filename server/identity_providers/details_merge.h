// From the details that a provider has and those that a request submits to those that it has afterwards. Pure; fetches nothing.
#pragma once

#include <optional>
#include <string>

#include "server/identity_providers/provider_type.h"
#include "server/identity_providers/settings.h"

namespace rockpool::identity_providers {

// The settable keys after a Create (`stored` is nullptr) or an Update. A submitted key overwrites; one left out is kept (merge mode) or
// gone (replace mode); an empty value removes. Of keys that exclude each other the submitted one drives out the stored one. Keys that the
// service adds are ignored, whether stored or submitted. Throws api::InvalidParameterException, in this order, for keys that the result
// lacks, for keys that the type does not know or refuses, for submitted values that are not legal.
Details MergeDetails(const ProviderType& type, const Details* stored, const Details& submitted, const Settings& settings);

// What is stored of a provider: `settable`, a result of MergeDetails; what the type derives from it; what the service once made for the
// provider, from `stored` (nullptr on Create); and `document_facts`, the keys read from its document, for which nullopt means those of
// `stored`.
Details CompleteDetails(const ProviderType& type, Details settable, const Details* stored, const std::optional<Details>& document_facts);

// What an Update leaves of the stored `details`: what CompleteDetails makes of MergeDetails' result, without their copies. Throws as
// MergeDetails does; `details` are of no use then.
void UpdateDetails(const ProviderType& type, Details& details, const Details& submitted, const std::optional<Details>& document_facts,
                   const Settings& settings);

// What an answer shows of the stored details.
Details EchoOf(const ProviderType& type, Details stored);

// What a single value of ProviderDetails may be.

// Throws api::InvalidParameterException if the rule's key may not have the value, which is not empty.
void CheckValue(const ProviderType& type, const KeyRule& rule, const std::string& value, const Settings& settings);

}  // namespace rockpool::identity_providers
