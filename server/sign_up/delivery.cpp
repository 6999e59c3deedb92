#include "server/sign_up/delivery.h"

#include <algorithm>
#include <vector>

#include "server/accounts/attributes.h"
#include "server/accounts/names.h"
#include "server/clients/domains/domains.h"
#include "server/crypto/digest.h"

namespace rockpool::sign_up {
namespace {

using Recovery = api::RecoveryOptionNameType;

constexpr std::string_view kEmail = "email";
constexpr std::string_view kPhoneNumber = "phone_number";
constexpr std::size_t kMadeUpDigits = 10;

// In the order of priority. A record from before pools had the setting acts by phone first (the developer guide).
std::vector<Recovery> RecoveryOrder(const pools::PoolInUse& pool) {
  if (!pool.settings.AccountRecoverySetting || !pool.settings.AccountRecoverySetting->RecoveryMechanisms) {
    return {Recovery::verified_phone_number, Recovery::verified_email};
  }
  auto options = *pool.settings.AccountRecoverySetting->RecoveryMechanisms;
  std::ranges::sort(options, {}, &api::RecoveryOptionType::Priority);
  std::vector<Recovery> order;
  std::ranges::transform(options, std::back_inserter(order), &api::RecoveryOptionType::Name);
  return order;
}

std::string_view AttributeOf(Recovery recovery) { return recovery == Recovery::verified_phone_number ? kPhoneNumber : kEmail; }

// A code that came by the medium of the second factor would be both factors in one.
bool IsPreferredFactor(const accounts::User& user, std::string_view attribute) {
  return user.content.PreferredMfaSetting == (attribute == kEmail ? "EMAIL_OTP" : "SMS_MFA");
}

}  // namespace

std::optional<messaging::Destination> DestinationOfConfirmation(const pools::PoolInUse& pool, const accounts::User& user) {
  for (const std::string_view attribute : {kPhoneNumber, kEmail}) {
    if (accounts::IsAutoVerified(pool, attribute) && accounts::HasValue(user, attribute)) {
      return messaging::DestinationOf(attribute, *accounts::FindAttribute(user, attribute));
    }
  }
  return std::nullopt;
}

std::optional<messaging::Destination> DestinationOfRecovery(const pools::PoolInUse& pool, const accounts::User& user) {
  if (AdministratorsRecover(pool)) {
    return std::nullopt;
  }
  for (const Recovery recovery : RecoveryOrder(pool)) {
    const std::string_view attribute = AttributeOf(recovery);
    if (accounts::IsVerified(user, attribute) && !IsPreferredFactor(user, attribute)) {
      return messaging::DestinationOf(attribute, *accounts::FindAttribute(user, attribute));
    }
  }
  return std::nullopt;
}

bool AdministratorsRecover(const pools::PoolInUse& pool) {
  const std::vector<Recovery> order = RecoveryOrder(pool);
  return std::ranges::find(order, Recovery::admin_only) != order.end();
}

std::string_view UsualOfConfirmation(const pools::PoolInUse& pool) {
  return accounts::IsAutoVerified(pool, kPhoneNumber) ? kPhoneNumber : kEmail;
}

std::string_view UsualOfRecovery(const pools::PoolInUse& pool) {
  const std::vector<Recovery> order = RecoveryOrder(pool);
  return order.empty() ? kEmail : AttributeOf(order.front());
}

api::CodeDeliveryDetailsType SimulatedDelivery(const pools::PoolInUse& pool, std::string_view secret, std::string_view name,
                                               std::string_view usual) {
  if (name.find('@') != std::string_view::npos) {
    return SimulatedDestination(pool, secret, name, kEmail);
  }
  return SimulatedDestination(pool, secret, name, accounts::LooksLikePhoneNumber(name) ? kPhoneNumber : usual);
}

api::CodeDeliveryDetailsType SimulatedDestination(const pools::PoolInUse& pool, std::string_view secret, std::string_view name,
                                                  std::string_view attribute) {
  const bool is_one = attribute == kPhoneNumber ? accounts::LooksLikePhoneNumber(name) : name.find('@') != std::string_view::npos;
  if (is_one) {
    return messaging::Shown(messaging::DestinationOf(attribute, std::string(name)));
  }
  const auto digest = crypto::HmacSha256(secret, "delivery/" + pool.id + "/" + accounts::Fold(pool, name));
  if (attribute == kPhoneNumber) {
    std::string number = "+1";
    for (std::size_t at = 0; at < kMadeUpDigits; ++at) {
      number += static_cast<char>('0' + digest[at] % 10);
    }
    return messaging::Shown(messaging::DestinationOf(kPhoneNumber, number));
  }
  const auto letter = [&](std::size_t at) { return std::string(1, static_cast<char>('a' + digest[at] % 26)); };
  return messaging::Shown(messaging::DestinationOf(kEmail, letter(0) + "@" + letter(1)));
}

std::string LinkOriginOf(const storage::Transaction& transaction, const pools::PoolInUse& pool) {
  const auto& texts = pool.settings.VerificationMessageTemplate;
  if (!texts || texts->DefaultEmailOption != api::DefaultEmailOptionType::CONFIRM_WITH_LINK) {
    return "";
  }
  return clients::DomainOriginOf(transaction, pool);
}

}  // namespace rockpool::sign_up
