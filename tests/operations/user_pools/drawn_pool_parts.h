// The parts of a drawn pool that are drawn by themselves.
#pragma once

#include <string>
#include <string_view>

#include "tests/operations/drawn_settings.h"

namespace rockpool::support {

// What decides which other settings a pool may have.
struct PoolTraits {
  std::string tier;
  std::string mfa;
  bool has_sms = false;
};

// Like "arn:aws:lambda:us-east-1:123456789012:function:name"; `resource` begins with the service.
std::string DrawnArn(std::string_view service, std::string_view resource);

// The policies, and the configuration that has an older name for one of their settings.
void DrawPasswords(DrawnSettings& drawn, const PoolTraits& traits, DrawnObject& pool);

// How the pool sends e-mails and SMS, and what they say.
void DrawMessages(DrawnSettings& drawn, const PoolTraits& traits, DrawnObject& pool);

// The LambdaConfig.
std::string DrawLambdas(DrawnSettings& drawn, const PoolTraits& traits);

// The Schema: standard attributes as they are redeclared, and custom ones.
std::string DrawSchema(DrawnSettings& drawn);

// The members that are newer than AWS's older guides: keys, issuer, levels of authentication, registration of clients.
void DrawIdentity(DrawnSettings& drawn, const PoolTraits& traits, DrawnObject& pool);

}  // namespace rockpool::support
