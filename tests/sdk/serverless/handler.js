// Functions as people deploy them.
exports.preSignUp = async (event) => {
  if (event.request.userAttributes.email.endsWith('@elsewhere.example')) {
    throw new Error('Nobody from there');
  }
  event.response.autoConfirmUser = true;
  event.response.autoVerifyEmail = true;
  return event;
};

exports.preTokenGeneration = (event, context, callback) => {
  event.response.claimsOverrideDetails = { claimsToAddOrOverride: { tenant: event.request.userAttributes.email.split('@')[1] } };
  callback(null, event);
};
