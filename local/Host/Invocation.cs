using System.Linq.Expressions;
using System.Reflection;

namespace VetVisits.Local.Host;

/// <summary>
/// A function's call, checked at start and compiled when it first comes: makes the class from the invocation's scope, binds the parameters, calls the method.
/// Nothing is looked up by reflection while serving.
/// </summary>
public static class Invocation
{
    /// <param name="bind">The value of a parameter out of the trigger's input; null when this trigger has no such thing.</param>
    public static Func<IServiceProvider, TInput, CancellationToken, TResult> Compile<TInput, TResult>(
        Found function, Func<ParameterInfo, ParameterExpression, Expression?> bind) where TResult : Task
    {
        var services = Expression.Parameter(typeof(IServiceProvider));
        var input = Expression.Parameter(typeof(TInput));
        var stop = Expression.Parameter(typeof(CancellationToken));
        Expression[] arguments = [.. function.Method.GetParameters().Select(parameter =>
            parameter.ParameterType == typeof(CancellationToken)
                ? stop
                : bind(parameter, input) ?? throw new InvalidOperationException(
                    $"Function {function.Name}: nothing binds to parameter {parameter.Name}; what it needs comes through its constructor."))];

        // Most functions are not called soon, and to compile them all is a quarter of a second of every start.
        var compiled = new Lazy<Func<IServiceProvider, TInput, CancellationToken, TResult>>(() =>
        {
            var make = ActivatorUtilities.CreateFactory(function.Class, []);
            var target = Expression.Convert(Expression.Invoke(Expression.Constant(make), services, Expression.Constant(null, typeof(object[]))), function.Class);
            var call = Expression.Convert(Expression.Call(target, function.Method, arguments), typeof(TResult));
            return Expression.Lambda<Func<IServiceProvider, TInput, CancellationToken, TResult>>(call, services, input, stop).Compile();
        });
        return (given, from, token) => compiled.Value(given, from, token);
    }
}
