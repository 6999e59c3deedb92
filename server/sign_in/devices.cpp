#include "server/sign_in/devices.h"

#include "server/accounts/devices.h"
#include "server/sign_in/mfa_decision.h"

namespace rockpool::sign_in {
namespace {

constexpr std::size_t kLongestKey = 55;  // DeviceKeyType; AuthParameters and ChallengeResponses are free of the model's constraints

}  // namespace

bool HasDevices(const Call& call) { return call.door == Door::kApi && accounts::TracksDevices(call.pool()); }

void TakeDeviceKey(const Call& call, const Parameters& sent, State& state) {
  if (!HasDevices(call)) {
    return;
  }
  if (const auto key = Find(sent, kDeviceKey); key && !key->empty()) {
    // What is too long is no device's key, and remembered as another one that is none.
    state.device_key = key->substr(0, kLongestKey + 1);
  }
}

std::optional<storage::Device> DeviceOf(const storage::Transaction& transaction, const Call& call, const accounts::User& user,
                                        const State& state) {
  if (state.device_key.empty() || !HasDevices(call)) {
    return std::nullopt;
  }
  auto device = transaction.devices().Find(user.number(), state.device_key);
  if (!device) {
    call.trace.Check("device");
    call.trace.Explain("the user has no device of that DEVICE_KEY");
    accounts::ThrowNoDevice();
  }
  return device->is_remembered ? std::move(device) : std::nullopt;
}

bool MayKnowDevice(const Subject& subject, const State& state) {
  return subject.user && !state.device_key.empty() && (state.has_first_factor || state.is_enough);
}

std::optional<storage::Device> LookAtDevice(const Call& call, const Subject& subject, State& state) {
  if (state.device_key.empty() || !subject.user || !HasDevices(call)) {
    return std::nullopt;
  }
  if (MayKnowDevice(subject, state)) {
    return call.rounds.Look([&](const storage::Transaction& transaction) { return DeviceOf(transaction, call, *subject.user, state); });
  }
  const bool is_his = call.rounds.Look([&](const storage::Transaction& transaction) {
    return transaction.devices().Find(subject.user->number(), state.device_key).has_value();
  });
  if (!is_his) {
    // amazon-cognito-identity-js (authenticateUserDefaultAuth) proves the password a second time, with the same secret block and without
    // the key, once it was told of it behind the first one.
    state.device_key.clear();
  }
  return std::nullopt;
}

bool MustProveDevice(const Call& call, const Subject& subject, const State& state) {
  if (!subject.device || state.is_device_proved || state.must_have_second_factor || state.target_level != 0) {
    return false;
  }
  if (state.has_first_factor && !subject.device->has_proved_factor &&
      !AskableFactorsOf(call.pool(), *subject.user, SecondFactorsOf(subject)).empty()) {
    call.trace.Explain("the user has proved no second factor on this device yet");
    return false;
  }
  const auto& configuration = call.pool().settings.DeviceConfiguration;
  return configuration && configuration->ChallengeRequiredOnNewDevice.value_or(false);
}

Question DeviceQuestion(const State& state) { return state.srp_a.empty() ? Question::DEVICE_SRP_AUTH : Question::DEVICE_PASSWORD_VERIFIER; }

void DateDevice(storage::Transaction& transaction, const Call& call, const storage::Device& device, bool has_proved_factor) {
  auto still = transaction.devices().Find(device.user, device.key);
  if (!still || !still->is_remembered) {
    accounts::ThrowNoDevice();
  }
  still->last_authenticated_millis = call.now;
  still->has_proved_factor = still->has_proved_factor || has_proved_factor;
  if (!call.caller.address.empty()) {
    still->last_address = call.caller.address;
  }
  transaction.devices().Update(*still);
}

}  // namespace rockpool::sign_in
